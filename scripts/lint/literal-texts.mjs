import ts from 'typescript';

/** Attributes whose text a person reads or hears. */
const READ = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'error',
  'label',
  'placeholder',
  'title',
]);
/** Names stay the same in every language. */
const NAMES = new Set(['Benchside']);

const LOGICAL = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

const isWords = (text) => /\p{L}/u.test(text) && !NAMES.has(text.trim());

/** Texts an expression may become on screen: itself, or a branch of it. */
function* textsOf(node) {
  if (!node) return;
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) yield node;
  else if (ts.isTemplateExpression(node))
    yield* [node.head, ...node.templateSpans.map((span) => span.literal)];
  else if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) yield* textsOf(node.expression);
  else if (ts.isConditionalExpression(node)) {
    yield* textsOf(node.whenTrue);
    yield* textsOf(node.whenFalse);
  } else if (ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind)) {
    yield* textsOf(node.left);
    yield* textsOf(node.right);
  } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    yield* textsOf(node.left);
    yield* textsOf(node.right);
  }
}

/**
 * Words that stand in a component instead of the catalogues of src/app/i18n: text and expressions between tags,
 * and attributes that are read out or shown.
 *
 * @param {string} source TSX
 * @returns {{ line: number, text: string }[]}
 */
export function literalTexts(source) {
  const file = ts.createSourceFile('component.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found = [];
  const report = (node) => {
    for (const literal of textsOf(node)) {
      const text = literal.text.trim();
      if (isWords(text))
        found.push({ line: file.getLineAndCharacterOfPosition(literal.getStart(file)).line + 1, text });
    }
  };
  const visit = (node) => {
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) node.children.forEach(report);
    if (ts.isJsxAttribute(node) && READ.has(node.name.getText(file))) report(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
