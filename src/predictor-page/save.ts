/** Hands a file to the person under this name. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the blob once the click is over; Firefox a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
