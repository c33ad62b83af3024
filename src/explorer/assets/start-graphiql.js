// Starts GraphiQL with the options its page carries. Its workers come from this hub, like everything else.
const workers = {
  editorWorkerService: '/graphiql/editor-worker.js',
  json: '/graphiql/json-worker.js',
  graphql: '/graphiql/graphql-worker.js',
};
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workers[label] };

const root = document.getElementById('graphiql');
YogaGraphiQL.renderYogaGraphiQL(root, JSON.parse(root.dataset.options));
