// Starts GraphiQL with the options its page carries. Its workers come from this hub, like everything else.
/** @type {Record<string, string>} */
const workers = {
  editorWorkerService: '/graphiql/editor-worker.js',
  json: '/graphiql/json-worker.js',
  graphql: '/graphiql/graphql-worker.js',
};
/** @param {string} _module @param {string} label */
const getWorkerUrl = (_module, label) => workers[label];
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl };

const root = document.getElementById('graphiql');
YogaGraphiQL.renderYogaGraphiQL(root, JSON.parse(root.dataset.options));
