import { describe, expect, it } from 'vitest';
import { preferredLanguage } from './index';

describe('preferredLanguage', () => {
  it('is what was chosen before', () => {
    expect(preferredLanguage('ko', ['en-US'])).toBe('ko');
  });

  it('is else the first of the browser’s that we speak', () => {
    expect(preferredLanguage(null, ['fr-FR', 'ko-KR', 'en'])).toBe('ko');
    expect(preferredLanguage('tlh', ['en-GB', 'ko'])).toBe('en');
  });

  it('is else English', () => {
    expect(preferredLanguage(null, ['fr', 'kok-IN'])).toBe('en');
    expect(preferredLanguage(null, [])).toBe('en');
  });
});
