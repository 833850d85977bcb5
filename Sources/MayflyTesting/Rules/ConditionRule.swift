import Machines
import Offload
import Synchronization
import Testing

/// A condition that is looked at again and again.
final class ConditionRule: Rule {
    /// How long one look may take after the test's body, under KVM: a guest that hangs must not hold up the end.
    private static let patience = Duration.seconds(30)

    private let what: String
    private let place: SourceLocation
    private let machine: Machine
    private let course: TestCourse
    private let condition: @Sendable () async throws -> Bool
    private let watching = Mutex<Task<Void, Never>?>(nil)

    init(
        _ what: String, at place: SourceLocation, of machine: Machine, in course: TestCourse,
        _ condition: @escaping @Sendable () async throws -> Bool
    ) {
        self.what = what
        self.place = place
        self.machine = machine
        self.course = course
        self.condition = condition
    }

    /// Looks for the first time, and goes on looking.
    func begin(every interval: Duration, clock: any Clock<Duration>) async {
        await look()
        if course.isBroken { return }
        // A child of the test as far as its issues are concerned.
        let task = Task {
            while !Task.isCancelled, !self.course.isBroken {
                do { try await clock.sleep(for: interval) } catch { return }
                await self.look()
            }
        }
        watching.withLock { $0 = task }
    }

    func end() async {
        let task = watching.withLock { $0 }
        task?.cancel()
        await task?.value
        // A machine that the test has ended on purpose has nothing to hold any more.
        if course.isBroken || Task.isCancelled { return }
        if case .stopped = await machine.state { return }
        do {
            try await withDeadline(Self.patience * machine.accelerator.deadlineScale) { await self.look() }
        } catch {
            course.break("\(machine.name): \(what): the last look took too long", at: place)
        }
    }

    private func look() async {
        do {
            if try await condition() || Task.isCancelled { return }
            course.break("\(machine.name): \(what) does not hold any more", at: place)
        } catch {
            if Task.isCancelled { return }
            course.break("\(machine.name): \(what) could not be looked at: \(error)", at: place)
        }
    }
}
