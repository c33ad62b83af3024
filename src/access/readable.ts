import {
  AliasNode,
  type FromNode,
  IdentifierNode,
  type JoinNode,
  OperationNodeTransformer,
  ParensNode,
  SelectAllNode,
  SelectionNode,
  SelectQueryNode,
  TableNode,
  WhereNode,
  type Kysely,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';
import type { RowRule } from './rowRule.ts';
import type { Viewer } from './viewer.ts';

/** The one door to the data: every table read through it shows only the rows this viewer may see. */
export function readable<Rows>(rows: Kysely<Rows>, rules: readonly RowRule[], viewer: Viewer): Kysely<Rows> {
  return rows.withPlugin(new RowRulePlugin(rules, viewer));
}

class RowRulePlugin implements KyselyPlugin {
  readonly #transformer: RowRuleTransformer;

  constructor(rules: readonly RowRule[], viewer: Viewer) {
    this.#transformer = new RowRuleTransformer(rules, viewer);
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId);
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
}

/** Puts a filtered subquery in the place of each table that a query reads from or joins. */
class RowRuleTransformer extends OperationNodeTransformer {
  readonly #rules: ReadonlyMap<string, RowRule>;
  readonly #viewer: Viewer;

  constructor(rules: readonly RowRule[], viewer: Viewer) {
    super();
    this.#rules = new Map(rules.map((rule) => [rule.table, rule]));
    this.#viewer = viewer;
  }

  protected override transformFrom(node: FromNode, queryId?: QueryId): FromNode {
    const inner = super.transformFrom(node, queryId);
    return { ...inner, froms: inner.froms.map((from) => this.#filtered(from)) };
  }

  protected override transformJoin(node: JoinNode, queryId?: QueryId): JoinNode {
    const inner = super.transformJoin(node, queryId);
    return { ...inner, table: this.#filtered(inner.table) };
  }

  #filtered(node: OperationNode): OperationNode {
    if (TableNode.is(node)) {
      const name = node.table.identifier.name;
      const rule = this.#rules.get(name);
      return rule ? AliasNode.create(this.#subquery(node, rule), IdentifierNode.create(name)) : node;
    }
    if (AliasNode.is(node) && TableNode.is(node.node)) {
      const rule = this.#rules.get(node.node.table.identifier.name);
      return rule ? AliasNode.create(this.#subquery(node.node, rule), node.alias) : node;
    }
    return node;
  }

  #subquery(table: TableNode, rule: RowRule): ParensNode {
    const everything = SelectQueryNode.cloneWithSelections(SelectQueryNode.createFrom([table]), [SelectionNode.create(SelectAllNode.create())]);
    const filtered: SelectQueryNode = { ...everything, where: WhereNode.create(rule.visible(this.#viewer).toOperationNode()) };
    return ParensNode.create(filtered);
  }
}
