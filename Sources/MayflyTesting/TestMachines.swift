public import Machines
import Mayfly
import Testing

/// The machines of one test, and those that it shares with others.
struct TestMachines: Sendable {
    /// Those of the test that the task belongs to.
    @TaskLocal static var scoped: TestMachines?

    /// Nil around the tests of a suite.
    var test: Test.ID?
    /// By their names; the one without has none.
    var machines: [String?: Machine] = [:]
    /// Where they are together.
    var network: Network?
    /// The traits whose machines are shared.
    var shared: Set<ObjectIdentifier> = []

    /// What the test does, for who looks on; nil around the tests of a suite.
    var course: TestCourse?
    /// The first line that is this test's on the consoles of shared machines, by run id.
    var consoleBegins: [String: Int] = [:]

    static func found() throws(MachineError) -> TestMachines {
        guard let scoped else {
            throw MachineError(
                .notFound,
                """
                there is no machine here: neither the test nor its suite has the trait .machine(…), or this is a \
                detached task, which belongs to no test (take the machine before it begins)
                """)
        }
        return scoped
    }

    /// That of the test that is running.
    static func course() throws(MachineError) -> TestCourse {
        guard let course = try found().course else {
            throw MachineError(.notFound, "a rule is a test's: there is none here whose end it could be stated for")
        }
        return course
    }

    private var names: String { machines.keys.compactMap(\.self).sorted().joined(separator: ", ") }

    /// The one without a name, or the only one.
    func current() throws(MachineError) -> Machine {
        if let machine = machines[nil] { return machine }
        guard machines.count == 1, let machine = machines.first?.value else {
            throw MachineError(.notFound, "the test has several machines; say which by Machine.named(…): \(names)")
        }
        return machine
    }

    /// The one of this name.
    func named(_ name: String) throws(MachineError) -> Machine {
        guard let machine = machines[name] else {
            let others = names.isEmpty ? "its machine has no name" : "there are \(names)"
            throw MachineError(.notFound, "the test has no machine called \(name); \(others)")
        }
        return machine
    }
}

extension Machine {
    /// The machine of the test that is running: the one without a name, or the only one.
    ///
    /// - Throws: ``MachineError/Code/notFound`` where there is none; the error says what is missing.
    public static var current: Machine {
        get throws(MachineError) { try TestMachines.found().current() }
    }

    /// The machine of the test that is running which its trait calls so: `.machine(…, as: "client")`.
    ///
    /// - Throws: ``MachineError/Code/notFound`` where there is none of that name.
    public static func named(_ name: String) throws(MachineError) -> Machine {
        try TestMachines.found().named(name)
    }
}
