import FixtureLoading
import Mayfly
import Terminal

/// `mayfly fixture list`.
enum FixtureListCommand: RunnableCommand {
    static let names = Flag("names", "Print names only, one a line.")

    static let spec = CommandSpec(
        "list", "List the fixtures that can be named",
        discussion: """
            What a fixture is for is its annotation kubernetes.io/description, else the first sentence of the comment that \
            begins its file. A name that a directory further up has too is shadowed: it is reached by its path only.
            """,
        options: [OutputOption.option.spec, names.spec], exitCodes: [ExitCode("0", "Listed.")],
        examples: [Example("mayfly fixture list --output json", "with places and parameters, for programs")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let loader = FixtureLoader()
        let entries = loader.searchPath.entries()
        if invocation[names] {
            _ = await Standard.output.write(
                Array(entries.filter { !$0.isShadowed }.map { $0.name.printable + "\n" }.joined().utf8))
            return 0
        }
        let summaries = entries.map(loader.summary)
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(summaries))
            return 0
        }
        var table = Table(("NAME", .left), ("FROM", .left), ("DESCRIPTION", .left))
        for summary in summaries {
            let what = summary.problem.map { "cannot be read: \($0.split(separator: "\n").first ?? "")" }
            table.add(
                summary.name, summary.isShadowed ? "\(summary.file) (shadowed)" : summary.file,
                what ?? summary.description ?? "")
        }
        Standard.output.write(table.text)
        return 0
    }
}
