import Machines
import Synchronization

/// A process group of a fake guest: the command and what it left in the background.
package final class FakeGroup: Sendable {
    /// How the command ended.
    enum End: Sendable {
        case ended(Termination)
        /// The guest went away with it.
        case lost(MachineError)
    }

    private struct State {
        var next = 0
        var members: [Int: (line: String, task: Task<Void, Never>?)] = [:]
        var signal: Int32 = 15
        var isSignaled = false
        var isFrozen = false
    }

    let output = FakePipe()
    let error = FakePipe()
    let input = FakePipe()
    let end = Latch<End>()
    /// No member is left.
    let empty = Latch<Void>()
    private let state = Mutex(State())

    var commandLines: [String] { state.withLock { $0.members.values.map(\.line) } }

    /// Runs a member; the first one is the command itself.
    func start(_ call: FakeInvocation, _ body: @escaping @Sendable () async throws -> Int32) {
        let (number, isLeader) = state.withLock { state in
            state.next += 1
            state.members[state.next] = (call.arguments.joined(separator: " "), nil)
            return (state.next, state.next == 1)
        }
        let task = Task {
            let result: Termination
            do {
                result = .exited(try await body())
            } catch {
                result = .signaled(self.state.withLock { $0.signal })
            }
            self.leave(number, isLeader ? result : nil)
        }
        let isLate = state.withLock { state in
            if state.members[number] != nil { state.members[number]?.task = task }
            return state.isSignaled
        }
        // It came while there was no task yet to be ended.
        if isLate { task.cancel() }
    }

    private func leave(_ number: Int, _ result: Termination?) {
        let (isFrozen, isEmpty) = state.withLock { state in
            state.members[number] = nil
            return (state.isFrozen, state.members.isEmpty)
        }
        // A guest that hangs tells nobody.
        if isFrozen { return }
        if let result { end.set(.ended(result)) }
        if isEmpty { close() }
    }

    private func close() {
        output.end()
        error.end()
        empty.open()
    }

    /// Every member gets the signal, and obeys.
    func signal(_ number: Int32) {
        let tasks = state.withLock { state in
            state.signal = number
            state.isSignaled = true
            return state.members.values.compactMap(\.task)
        }
        for task in tasks { task.cancel() }
    }

    /// The guest hangs: nothing of the group goes on, and nobody hears of it.
    func freeze() {
        state.withLock { $0.isFrozen = true }
        signal(9)
    }

    /// The guest is gone, and the group with it.
    func lose(_ error: MachineError) {
        end.set(.lost(error.mayHaveRun))
        signal(9)
        close()
    }
}
