import Lifecycle
import Machines

/// Does what the stock says, and tells it what became of that.
extension Pool {
    func apply(_ event: Stock.Event) {
        for action in stock.handle(event) { perform(action) }
    }

    func perform(_ action: Stock.Action) {
        switch action {
        case .make(let number, let way): makers[number] = Task { await self.make(number, way) }
        case .abandon(let number): makers[number]?.cancel()
        case .rest(let number): chore { await self.rest(number) }
        case .give(let number, let caller, let asleep): give(number, to: caller, asleep)
        case .refuse(let caller, let number):
            let drained = MachineError(
                .stopped, "the pool was drained, and gives no machines any more", machine: fixture.name)
            callers.removeValue(forKey: caller)?
                .resume(returning: .failure(number.flatMap { failures[$0] } ?? drained))
        case .end(let number): end(number)
        case .alarm(let number, let time):
            let clock = clock
            alarm?.cancel()
            alarm = Task { [weak self] in
                if (try? await clock.sleep(for: time)) != nil { await self?.apply(.alarm(number)) }
            }
        }
    }

    private func make(_ number: Int, _ way: Stock.Way) async {
        do throws(MachineError) {
            machines[number] = try await maker.make(way) { [weak self] in
                Task { await self?.apply(.askedBack(number)) }
            }
            apply(.made(number))
        } catch {
            // One that was abandoned fails too, and that is nobody's concern.
            if !Task.isCancelled { lastFailure = error }
            failures[number] = error
            apply(.failed(number, mayBoot: maker.mayBoot(after: error)))
            failures[number] = nil
        }
        makers[number] = nil
    }

    private func rest(_ number: Int) async {
        guard let machine = machines[number] else { return }
        await machine.driver.warmUp()
        do throws(MachineError) {
            try await machine.pause()
        } catch {
            return lose(number, error)
        }
        watchers[number] = Task { [weak self] in
            guard let reason = try? await machine.waitUntilStopped(), !Task.isCancelled else { return }
            await self?.lose(
                number, MachineError(.stopped, "it went off while it lay ready: \(reason)", machine: machine.name))
        }
        apply(.rested(number))
    }

    private func lose(_ number: Int, _ error: MachineError) {
        guard machines[number] != nil else { return }
        lastFailure = error
        end(number)
        apply(.lost(number))
    }

    private func give(_ number: Int, to caller: Int, _ asleep: Bool) {
        watchers.removeValue(forKey: number)?.cancel()
        guard let machine = machines.removeValue(forKey: number) else { return }
        guard let continuation = callers.removeValue(forKey: caller) else {
            return chore { await machine.delete() }
        }
        continuation.resume(returning: .success(Handed(machine: machine, asleep: asleep)))
    }

    private func end(_ number: Int) {
        watchers.removeValue(forKey: number)?.cancel()
        guard let machine = machines.removeValue(forKey: number) else { return }
        chore { await machine.delete() }
    }

    /// Does something that the pool's end waits for.
    private func chore(_ body: @escaping @Sendable () async -> Void) {
        next += 1
        let number = next
        chores[number] = Task {
            await body()
            self.chores[number] = nil
        }
    }
}
