import Terminal

/// Runs a benchmark to its exit status; a signal ends what it has started first.
func interruptible(_ command: CommandSpec, _ body: @escaping @Sendable () async throws -> Int32) async -> Int32 {
    let work = Task { try await body() }
    let watcher = Task {
        for await _ in try SignalStream.watch(Signal.ending) { work.cancel() }
    }
    defer { watcher.cancel() }
    do {
        return try await work.value
    } catch is CancellationError {
        complain("mayfly-bench \(command.name): interrupted; what it had started is ended")
    } catch {
        complain("mayfly-bench \(command.name): \(error)")
    }
    return 1
}
