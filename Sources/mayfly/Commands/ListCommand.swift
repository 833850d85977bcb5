import FoundationEssentials
import Mayfly
import Terminal

/// `mayfly ls`: the machines of this user.
enum ListCommand: RunnableCommand {
    static let names = Flag("names", "Print names and run ids only, one a line.")

    static let spec = CommandSpec(
        "ls", "List the machines that run", options: [OutputOption.option.spec, names.spec],
        exitCodes: [ExitCode("0", "Listed; there may be none.")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let machines = try await Providers.shared.chosen().machines()
        if invocation[names] {
            Standard.output.write(machines.flatMap { [$0.name, $0.run] }.map { $0 + "\n" }.joined())
        } else if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(machines))
        } else {
            var table = Table(("NAME", .left), ("RUN", .left), ("STATE", .left), ("OWNER", .left))
            for machine in machines {
                table.add(machine.name, machine.run, machine.state, owner(of: machine))
            }
            Standard.output.write(table.text)
        }
        return 0
    }

    private static func owner(of machine: MachineSummary) -> String {
        if let expiry = machine.expiry {
            let rest = Int(max(0, expiry - Date().timeIntervalSince1970))
            return "kept for \(rest / 60)m\(rest % 60)s"
        }
        return machine.owner.map { "process \($0)" } ?? "nobody"
    }
}

/// `--output json`, for machines.
enum OutputOption {
    enum Format: String, CaseIterable, Sendable {
        case text, json
    }

    static let option = Option("output", short: "o", .choice(of: Format.self), "How to print: text (default) or json.")
}
