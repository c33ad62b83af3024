import { defineEntity, p } from '@mikro-orm/core';

/** To whom an authority wants to be written about a theme: a role's mailbox, never a person. One that was replaced or removed is kept. */
export const ThemeContact = defineEntity({
  name: 'theme_contact',
  tableName: 'theme_contact',
  properties: {
    id: p.string().primary(),
    authorityCode: p.string().index(),
    /** Null: for whatever theme has no contact of its own. */
    themeCode: p.string().nullable(),
    mailbox: p.string(),
    /** Who reads it, in words. */
    role: p.string(),
    setBy: p.string(),
    setAt: p.string(),
    removedBy: p.string().nullable(),
    removedAt: p.string().nullable(),
  },
});
