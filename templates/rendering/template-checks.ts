import Handlebars from 'handlebars'
import type { Sentences } from './sentences.ts'

export type KnownNames = {
  helpers: ReadonlySet<string>
  partials: ReadonlySet<string>
  sentences: Sentences
}

type Heard = 'MustacheStatement' | 'SubExpression' | 'BlockStatement' | 'PartialStatement' | 'PartialBlockStatement'
type Call = { path: hbs.AST.PathExpression | hbs.AST.Literal; params: hbs.AST.Expression[]; hash?: hbs.AST.Hash }

/** Everything in one template that would only fail later, each as a sentence. */
export function faultsIn(program: hbs.AST.Program, known: KnownNames): string[] {
  const faults: string[] = []
  const inCall = (node: hbs.AST.Node) => faultsInCall(node as hbs.AST.Node & Call, known)
  const inPartial = (node: hbs.AST.Node) => faultsInPartial(node as hbs.AST.PartialStatement, known)
  const inBlock = (node: hbs.AST.Node) => [...inPartial(node), ...faultsInBlock(node as hbs.AST.PartialBlockStatement)]
  const visitor = new Handlebars.Visitor()
  const listen = (kind: Heard, check: (node: hbs.AST.Node) => string[]) => {
    const walkOn: (node: never) => void = Handlebars.Visitor.prototype[kind]
    visitor[kind] = (node: hbs.AST.Node) => {
      faults.push(...check(node))
      walkOn.call(visitor, node as never)
    }
  }
  listen('MustacheStatement', inCall)
  listen('SubExpression', inCall)
  listen('BlockStatement', inCall)
  listen('PartialStatement', inPartial)
  listen('PartialBlockStatement', inBlock)
  visitor.accept(program)
  return faults
}

function faultsInCall(call: Call, known: KnownNames): string[] {
  if (!('original' in call.path) || typeof call.path.original !== 'string') return []
  const name = call.path.original
  const isCall = call.params.length > 0 || (call.hash?.pairs.length ?? 0) > 0
  if (isCall && !known.helpers.has(name)) return [`there is no helper "${name}"`]
  return name === 't' ? faultsInSentence(call, known.sentences) : []
}

function faultsInSentence(call: Call, sentences: Sentences): string[] {
  const [first, second] = call.params
  if (!first) return ['"t" has no key']
  if (!isText(first)) return []
  if (second) return sentences.hasGroup(first.value) ? [] : [`there is no group of sentences "${first.value}"`]
  if (!sentences.has(first.value)) return [`there is no sentence "${first.value}"`]
  const given = call.hash?.pairs.map((pair) => pair.key) ?? []
  const wanted = sentences.paramsOf(first.value)
  return [
    ...wanted.filter((name) => !given.includes(name)).map((name) => `"${first.value}" needs "${name}"`),
    ...given.filter((name) => !wanted.includes(name)).map((name) => `"${first.value}" does not use "${name}"`),
  ]
}

function faultsInPartial(node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, known: KnownNames): string[] {
  if (node.name.type !== 'PathExpression') return [`the partial "${node.name.type}" must be named plainly`]
  const name = String((node.name as hbs.AST.PathExpression).original)
  if (name === '@partial-block' || known.partials.has(name)) return []
  return [`there is no partial "${name}"`]
}

/** Partials see only what they are handed, so a block without `this` would not see the page's view. */
function faultsInBlock(node: hbs.AST.PartialBlockStatement): string[] {
  if (node.params.length > 0) return []
  const name = String((node.name as hbs.AST.PathExpression).original)
  return [`the block "${name}" must be given the view: {{#> ${name} this …}}`]
}

function isText(node: hbs.AST.Expression): node is hbs.AST.StringLiteral {
  return node.type === 'StringLiteral'
}
