'use strict'

// Loaded before a service (node -r). The parent holds our standard input open; when it ends, however the parent
// ended, the service gets its SIGTERM and can save what it has.
function end () {
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(0)
}

process.stdin.on('end', end)
process.stdin.on('error', end)
process.stdin.resume()

// Ctrl-C in a terminal reaches every process there. The parent still needs us while it stops, so only it listens.
for (const name of ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']) {
  const listen = process[name]
  process[name] = function (event, listener) {
    return event === 'SIGINT' ? this : listen.call(this, event, listener)
  }
  if (name === 'on') listen.call(process, 'SIGINT', () => {})
}
