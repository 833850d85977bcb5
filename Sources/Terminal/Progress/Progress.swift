import Synchronization

/// Tells a person how a long operation goes. Made by withProgress.
package final class Progress: Sendable {
    private let model: Mutex<ProgressModel>
    private let now: @Sendable () -> Duration
    private let write: @Sendable (String) -> Void

    init(_ model: ProgressModel, now: @escaping @Sendable () -> Duration, write: @escaping @Sendable (String) -> Void) {
        self.model = Mutex(model)
        self.now = now
        self.write = write
    }

    /// So many bytes are done; the total may not be known.
    package func bytes(_ done: Int64, of total: Int64? = nil) {
        model.withLock { $0.amount = .bytes(done, of: total) }
    }

    /// So many steps are done.
    package func items(_ done: Int, of total: Int) {
        model.withLock { $0.amount = .items(done, of: total) }
    }

    /// What is being done at the moment, and the share of it that is done, from 0 to 1.
    package func stage(_ name: String, _ share: Double? = nil) {
        model.withLock { model in
            let text = model.enter(name, at: now())
            model.amount = share.map { .share($0) } ?? .unknown
            if !text.isEmpty { write(text) }
        }
    }

    func tick() {
        // Written under the lock: a late tick must not come after the last line.
        model.withLock { model in
            let text = model.tick(at: now())
            if !text.isEmpty { write(text) }
        }
    }

    func finish(succeeded: Bool) {
        model.withLock { model in
            let text = model.finish(at: now(), succeeded: succeeded)
            if !text.isEmpty { write(text) }
        }
    }
}

/// Runs an operation and shows its progress: a bar where a person watches, a few plain lines elsewhere,
/// nothing when it takes less than a second. `keepingStages`: a line stays for each stage that is done, also on a terminal.
package func withProgress<Result, ProgressClock: Clock>(
    _ label: String, style: TerminalStyle, keepingStages: Bool = false, clock: ProgressClock = ContinuousClock(),
    write: @escaping @Sendable (String) -> Void, _ body: (Progress) async throws -> Result
) async throws -> Result where ProgressClock.Duration == Duration {
    let start = clock.now
    let progress = Progress(
        ProgressModel(label, style: style, keepsStages: keepingStages, at: .zero),
        now: { start.duration(to: clock.now) }, write: write)
    let interval: Duration = style.isLive ? .milliseconds(100) : .seconds(1)
    let ticker = Task {
        while (try? await clock.sleep(for: interval)) != nil { progress.tick() }
    }
    do {
        let result = try await body(progress)
        ticker.cancel()
        await ticker.value
        progress.finish(succeeded: true)
        return result
    } catch {
        ticker.cancel()
        await ticker.value
        progress.finish(succeeded: false)
        throw error
    }
}
