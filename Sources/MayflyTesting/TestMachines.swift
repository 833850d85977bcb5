public import Machines
import Testing

/// The machines of one test.
struct TestMachines: Sendable {
    /// Those of the test that the task belongs to.
    @TaskLocal static var scoped: TestMachines?

    let test: Test.ID
    /// By their names; the one without has none.
    let machines: [String?: Machine]

    fileprivate static func found() throws(MachineError) -> TestMachines {
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

    fileprivate var names: String { machines.keys.compactMap(\.self).sorted().joined(separator: ", ") }
}

extension Machine {
    /// The machine of the test that is running: the one without a name, or the only one.
    ///
    /// - Throws: ``MachineError/Code/notFound`` where there is none; the error says what is missing.
    public static var current: Machine {
        get throws(MachineError) {
            let found = try TestMachines.found()
            if let machine = found.machines[nil] { return machine }
            guard found.machines.count == 1, let machine = found.machines.first?.value else {
                throw MachineError(
                    .notFound, "the test has several machines; say which by Machine.named(…): \(found.names)")
            }
            return machine
        }
    }

    /// The machine of the test that is running which its trait calls so: `.machine(…, as: "client")`.
    ///
    /// - Throws: ``MachineError/Code/notFound`` where there is none of that name.
    public static func named(_ name: String) throws(MachineError) -> Machine {
        let found = try TestMachines.found()
        guard let machine = found.machines[name] else {
            let others = found.names.isEmpty ? "its machine has no name" : "there are \(found.names)"
            throw MachineError(.notFound, "the test has no machine called \(name); \(others)")
        }
        return machine
    }
}
