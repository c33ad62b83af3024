export const migrations: { name: string; class: never }[] = [];
