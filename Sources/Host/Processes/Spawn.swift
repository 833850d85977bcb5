import CLinux
import Glibc
package import Offload

/// How a program is started: with these descriptors and this environment only.
package struct SpawnRequest: Sendable {
    package var program: String
    package var arguments: [String]
    package var environment: [String: String]
    /// Where standard output and error go; /dev/null when nil.
    package var output: Descriptor?
    /// Descriptors that it has besides, from 3 on, when it is started tethered; four at most.
    package var inherited: [Descriptor] = []
    /// A session of its own: no signal of our terminal reaches it.
    package var detached: Bool

    package init(
        _ program: String, _ arguments: [String], environment: [String: String] = ProcessEnvironment.current,
        output: Descriptor? = nil, detached: Bool = false
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.output = output
        self.detached = detached
    }

    /// Starts the program; the caller reaps it.
    package func start() throws(HostError) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        if let output {
            posix_spawn_file_actions_adddup2(&actions, output.raw, 1)
            posix_spawn_file_actions_adddup2(&actions, output.raw, 2)
        } else {
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // No descriptor, signal mask or handler of ours reaches the child.
        mayfly_spawn_alone(&actions, &attributes, detached ? 1 : 0)

        var pid: pid_t = 0
        let failure = withStrings([program] + arguments) { arguments in
            withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(&pid, program, &actions, &attributes, arguments, environment)
            }
        }
        guard failure == 0 else { throw .notStarted(program, failure) }
        return pid
    }
}

extension SpawnRequest {
    /// Starts the program so that the kernel kills it when the calling thread ends; the caller reaps it.
    func startTethered() throws(HostError) -> Int32 {
        var pid: pid_t = 0
        let failure = withStrings([program] + arguments) { arguments in
            withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                mayfly_spawn_tethered(
                    &pid, program, arguments, environment, output?.raw ?? -1, inherited.map(\.raw),
                    Int32(inherited.count))
            }
        }
        guard failure == 0 else { throw .notStarted(program, failure) }
        return pid
    }
}

extension HostError {
    fileprivate static func notStarted(_ program: String, _ number: Int32) -> HostError {
        HostError(.spawn, "cannot start \(program)", cause: SystemError("exec", subject: program, number: number))
    }
}

private func withStrings<Value>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
        // The array has at least its end mark, so it has an address.
        guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has an address") }
        return body(base)
    }
}
