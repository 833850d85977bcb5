import Glibc

/// Runs a program and returns its status and what it wrote, both streams in one.
func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw EmbedError("pipe: \(String(cString: strerror(errno)))") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for target: Int32 in [1, 2] { posix_spawn_file_actions_adddup2(&actions, ends[1], target) }
    for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
    var list = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for item in list { free(item) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, path, &actions, nil, &list, environ)
    close(ends[1])
    defer { close(ends[0]) }
    guard failure == 0 else { throw EmbedError("\(path): \(String(cString: strerror(failure)))") }
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while case let count = read(ends[0], &part, part.count), count > 0 { output += part[..<count] }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return (status, String(decoding: output, as: UTF8.self))
}
