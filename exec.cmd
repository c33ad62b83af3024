@rem For `exec` in package.json: without it a shell stays between npm and the hub, and npm, told to stop, ends before the hub does. Windows knows no exec, and needs none.
@%*
