import Machines
import Synchronization
import Testing

/// What must never show on a console.
final class ConsoleRule: Rule {
    private let what: String
    private let place: SourceLocation
    private let machine: Machine
    private let course: TestCourse
    /// What was said before is another test's.
    private let first: Int
    private let matches: @Sendable (String) -> Bool
    private let watching = Mutex<Task<Void, Never>?>(nil)

    init(
        _ what: String, at place: SourceLocation, of machine: Machine, from first: Int, in course: TestCourse,
        _ matches: @escaping @Sendable (String) -> Bool
    ) {
        self.what = what
        self.place = place
        self.machine = machine
        self.first = first
        self.course = course
        self.matches = matches
    }

    func begin() {
        let lines = machine.console.lines
        // A child of the test as far as its issues are concerned.
        let task = Task {
            for await line in lines where self.isBroken(by: line) { return }
        }
        watching.withLock { $0 = task }
    }

    func end() async {
        let task = watching.withLock { $0 }
        task?.cancel()
        await task?.value
        _ = machine.console.history.contains { isBroken(by: $0) }
    }

    private func isBroken(by line: ConsoleLine) -> Bool {
        guard line.number >= first, matches(line.text) else { return false }
        course.break("\(machine.name): \(what) showed on the console, which it never may: \(line.text)", at: place)
        return true
    }
}
