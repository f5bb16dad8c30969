/** Brings the first field that is marked as wrong to the user's eye; false where there is none. */
export function firstInvalid(form: HTMLFormElement): boolean {
  const field = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.focus();
  return field !== null;
}
