import Machines
import Synchronization

/// What a command's two streams begin with: output that came with the launcher's word, and what a login shell says among
/// the errors before the launcher marks their end.
final class LaunchHeads: Sendable {
    private let state: Mutex<(output: [UInt8], errors: LaunchReport?)>

    /// `errors` is nil where they come from the command alone.
    init(output: [UInt8] = [], errors: LaunchReport?) { state = Mutex((output, errors)) }

    func put(output: [UInt8]) { state.withLock { $0.output = output } }

    /// The command's output: what is here first, then what is read.
    func output(_ read: () async throws(MachineError) -> [UInt8]) async throws(MachineError) -> [UInt8] {
        let head = state.withLock { state in
            defer { state.output = [] }
            return state.output
        }
        return head.isEmpty ? try await read() : head
    }

    /// The command's errors, without what was said before them.
    func errors(_ read: () async throws(MachineError) -> [UInt8]) async throws(MachineError) -> [UInt8] {
        while true {
            let bytes = try await read()
            if bytes.isEmpty { return [] }
            let rest = try state.withLock { state throws(MachineError) -> [UInt8]? in
                guard var head = state.errors else { return bytes }
                let taken = try head.take(bytes)
                state.errors = taken == nil ? head : nil
                return taken?.rest
            }
            if let rest, !rest.isEmpty { return rest }
        }
    }
}
