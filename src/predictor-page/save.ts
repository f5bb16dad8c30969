/** Hands a text to the person as a file of this name. */
export function saveText(text: string, name: string): void {
  // A byte order mark: without it Excel reads Korean names in the wrong encoding.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the blob once the click is over; Firefox a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
