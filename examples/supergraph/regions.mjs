// @ts-check

/** The two regional hubs by their names in the supergraph: each reads the national reference data and packages of authorities of its own region. */
export const regions = {
  eastMidlands: ['england', 'east-midlands', 'derby', 'leicester', 'leicestershire', 'nottingham', 'nottinghamshire'],
  northEast: ['england', 'county-durham', 'gateshead', 'middlesbrough', 'north-tyneside'],
};
