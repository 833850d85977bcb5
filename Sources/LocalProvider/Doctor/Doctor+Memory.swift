import Host
import Lifecycle
import Machines

extension Doctor {
    /// How much memory machines can have, and who has it.
    func memory() async -> Finding {
        let capacity: MemoryCapacity
        do throws(HostError) { capacity = try MemoryCapacity(environment: ProcessEnvironment.current) } catch {
            return .no("memory", "\(MemoryCapacity.variable) cannot be understood", error.message)
        }
        guard let survey = await MemoryLedger(directories, capacity: capacity).survey() else {
            return .no("memory", "who has it cannot be read in \(directories.ledger)", "Make that directory writable.")
        }
        return Self.memory(survey)
    }

    static func memory(_ survey: LedgerSurvey) -> Finding {
        let free = max(0, survey.room.free)
        var words = "\(free >> 20) MiB free for machines, of \(survey.room.most >> 20)"
        if survey.count > 0 { words += "; in use: \(survey.holders)" }
        if survey.queue > 0 { words += "; \(survey.queue) wait" }
        // Debian with the memory that the shipped fixture gives it, and its QEMU under emulation.
        if free >= 1600 << 20 { return .yes("memory", words) }
        let remedy =
            "End something, or give Mayfly more (\(MemoryCapacity.variable)): a distribution's machine takes its "
            + "memory and 100 MiB more, 600 under emulation; an image's build as one of 1 GiB. What does not fit waits."
        return free >= 320 << 20
            ? .less("memory", words, remedy) : .no("memory", words, remedy)
    }
}
