interface ChoiceProps<Value extends string> {
  /** Of the group of radio buttons; no other of the page bears it. */
  name: string;
  legend: string;
  /** Each value with its text. */
  options: readonly (readonly [Value, string])[];
  value: Value;
  onChange(value: NoInfer<Value>): void;
}

/** One of a few views. */
export function Choice<Value extends string>({ name, legend, options, value, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset className="views">
      <legend>{legend}</legend>
      {options.map(([option, text]) => (
        <label key={option} data-on={value === option}>
          <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
