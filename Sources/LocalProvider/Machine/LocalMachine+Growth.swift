import Channels
import Host
import Lifecycle
import Machines
import Offload

/// A fork is promised what forks were seen to write. One that writes more is promised more while it runs, and stands still
/// while the host has no more: no guest can take what the kernel would have to kill somebody for.
extension LocalMachine {
    /// How much more at a time, in bytes.
    private static let step: Int64 = 64 << 20

    /// Has it noticed that a fork takes more than it was promised, as long as it runs.
    func watchMemory() {
        guard let grant, let definition, !isKept, case .fork(let template, _) = definition.beginning,
            template.memory != nil
        else { return }
        guard state == .running || state == .ready, growth == nil else { return host.meter.forget(grant) }
        host.meter.watch(grant) { [weak self] in Task { await self?.outgrown() } }
    }

    private func outgrown() {
        guard let grant, let definition, growth == nil, state == .running || state == .ready else { return }
        let most = definition.bound.memoryNeed(from: .boot)
        growth = Task {
            await self.grow(grant, upTo: most)
            self.growth = nil
            self.watchMemory()
        }
    }

    private func grow(_ grant: MemoryGrant, upTo most: Int64) async {
        let (name, memory) = (name, host.memory)
        let refusal: HostError
        do throws(HostError) {
            return try await memory.enlarge(grant, by: Self.step, upTo: most, for: name, within: .zero)
        } catch { refusal = error }
        // The ledger itself may fail, which is no reason to hold anybody up.
        guard refusal.code == .memory else { return }
        // Whoever has paused it meanwhile, or is about to, wants it to stay so.
        guard state == .running || state == .ready, halting == nil else { return }
        let begun = ContinuousClock.now
        (standsStill, staysPaused) = (true, false)
        defer { standsStill = false }
        // Where that fails it is about to end.
        do throws(MachineError) { try await halt() } catch { return }
        send(.waitsForMemory(refusal.message))
        let timeline = timeline
        do throws(HostError) {
            try await memory.enlarge(
                grant, by: Self.step, upTo: most, for: name,
                waits: { timeline.tell(Timeline.Progress(.memory, waitsFor: $0)) })
        } catch {
            if endedByUs || Task.isCancelled { return }
            if error.code == .memory { return await end(for: error) }
        }
        timeline.record(.memory, from: begun)
        await goOn()
    }

    /// Lets it go on as it was, with the right time.
    private func goOn() async {
        if staysPaused || endedByUs { return }
        let resuming = Task { try await self.goOnAtOnce() }
        self.resuming = resuming
        let result = await resuming.result
        self.resuming = nil
        standsStill = false
        // Whoever wanted it paused meanwhile does that now.
        guard case .success = result, !staysPaused else { return }
        // Its clock stood still: setting it is not worth a failure.
        _ = try? await withDeadline(.seconds(20) * accelerator.deadlineScale) {
            guard let way = await self.openHelperWay() else { return }
            try await way.setClock()
        }
    }

    /// The way in by which it can be told the time, where there is one without waiting.
    private func openHelperWay() async -> (any IdentityChannel)? {
        guard let kind = reached, let opening = ways[kind] else { return nil }
        return try? await opening.value as? any IdentityChannel
    }

    /// Ends it, and tells why whoever works with it.
    private func end(for refusal: HostError) async {
        accident = .noMemory
        let words = "\(StopReason.noMemory): \(refusal.message)"
        // Those that a guest has never answered are given up as well, or they would be waited for.
        let open = await takeWays()
        for case let helper as HelperChannel in open { helper.abandon(words) }
        await process?.kill()
        for channel in open { await channel.close() }
    }
}
