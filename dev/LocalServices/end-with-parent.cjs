'use strict'

// Node loads this file before a service (node -r). The parent process holds our standard input open. When the parent ends, in whatever
// way, the service gets a SIGTERM and can save its data.
function end () {
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(0)
}

process.stdin.on('end', end)
process.stdin.on('error', end)
process.stdin.resume()

// Ctrl-C in a terminal reaches every process. The parent still needs this service while it stops, so only the parent handles it.
for (const name of ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']) {
  const listen = process[name]
  process[name] = function (event, listener) {
    return event === 'SIGINT' ? this : listen.call(this, event, listener)
  }
  if (name === 'on') listen.call(process, 'SIGINT', () => {})
}
