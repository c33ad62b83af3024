import { describe, expect, test } from 'vitest';
import { checkEditable, checkTakesPositions, checkTransition, proposalActs, proposalStates, transitions, transitionsFrom, type ProposalState } from '../../../src/commissioning/proposals/life.ts';

test('a proposal lives from draft to review as the issue has it', () => {
  let state: ProposalState = 'draft';
  const lived = ['consult', 'submit', 'reopen', 'submit', 'agree', 'deliver', 'review', 'resume', 'review'] as const;
  expect(lived.map((act) => (state = checkTransition(state, act).to))).toEqual(['in-consultation', 'submitted', 'in-consultation', 'submitted', 'agreed', 'in-delivery', 'reviewed', 'in-delivery', 'reviewed']);
});

test('discussion asks for nothing, submission for readiness, agreement for agreement', () => {
  expect(checkTransition('draft', 'consult')).toMatchObject({ asks: [], whose: 'any-body', scope: 'propose' });
  expect(checkTransition('in-consultation', 'submit')).toMatchObject({ asks: ['readiness'], whose: 'lead' });
  expect(checkTransition('submitted', 'agree')).toMatchObject({ asks: ['agreement'], whose: 'lead', scope: 'approve' });
});

describe('what a state does not allow is refused, with what it does allow', () => {
  test.each<[ProposalState, (typeof proposalActs)[number], string]>([
    ['draft', 'submit', 'The proposal is a draft, and cannot be submitted (submit). It may be put out for consultation (consult) or withdrawn (withdraw).'],
    ['submitted', 'consult', 'The proposal is submitted, and cannot be put out for consultation (consult). It may be reopened for changes (reopen), agreed (agree), declined (decline) or withdrawn (withdraw).'],
    ['agreed', 'withdraw', 'The proposal is agreed, and cannot be withdrawn (withdraw). It may be taken into delivery (deliver).'],
    ['withdrawn', 'reopen', 'The proposal is withdrawn, and cannot be reopened for changes (reopen). Nothing more can be done with it: start another.'],
    ['declined', 'agree', 'The proposal is declined, and cannot be agreed (agree). Nothing more can be done with it: start another.'],
  ])('%s: %s', (state, act, message) => {
    expect(() => checkTransition(state, act)).toThrow(message);
  });

  test('for every state and act but those of the table', () => {
    for (const state of proposalStates) {
      for (const act of proposalActs) {
        const isAllowed = transitions.some((one) => one.act === act && one.from.includes(state));
        if (isAllowed) expect(checkTransition(state, act).act).toBe(act);
        else expect(() => checkTransition(state, act), `${state} ${act}`).toThrow(/^The proposal is /);
      }
    }
  });
});

test('each act stands once in the table, each state can be reached, and only declined and withdrawn are ends', () => {
  expect(transitions.map(({ act }) => act)).toEqual([...proposalActs]);
  const reached = new Set<ProposalState>(['draft']);
  for (const state of reached) for (const { to } of transitionsFrom(state)) reached.add(to);
  expect([...reached].toSorted()).toEqual([...proposalStates].toSorted());
  expect(proposalStates.filter((state) => transitionsFrom(state).length === 0)).toEqual(['declined', 'withdrawn']);
});

test('what it says may be changed until it is decided, and positions are taken while it is submitted', () => {
  const allowedBy = (check: (state: ProposalState) => void) => proposalStates.filter((state) => {
    try {
      check(state);
      return true;
    } catch {
      return false;
    }
  });
  expect(allowedBy(checkEditable)).toEqual(['draft', 'in-consultation', 'submitted']);
  expect(allowedBy(checkTakesPositions)).toEqual(['submitted']);
  expect(() => checkEditable('agreed')).toThrow('The proposal is agreed: what it says can no longer be changed. It may be taken into delivery (deliver).');
  expect(() => checkTakesPositions('in-consultation')).toThrow('The proposal is in consultation: a body can take a position on it only while it is submitted. It may be submitted (submit) or withdrawn (withdraw).');
});
