import { describe, expect, it } from 'vitest';
import { ink, inkVariables, standaloneSvg } from './figure-colors';

describe('standaloneSvg', () => {
  it('leaves no variable of the page and puts the drawing on white', () => {
    const markup = `<svg width="2"><path stroke="${ink('accent')}" fill="${ink('tint')}"/></svg>`;
    const file = standaloneSvg(markup);
    expect(file).toContain(
      '<svg width="2"><rect width="100%" height="100%" fill="#ffffff"/><path stroke="#0d6b80"',
    );
    expect(file).not.toContain('var(');
  });

  it('leaves alone what only looks like an ink', () => {
    expect(standaloneSvg('<svg><text>var(--figure-constructor)</text></svg>')).toContain(
      'var(--figure-constructor)',
    );
  });
});

it('every ink has a light and a dark value', () => {
  for (const value of Object.values(inkVariables))
    expect(value).toMatch(/^light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)$/);
});
