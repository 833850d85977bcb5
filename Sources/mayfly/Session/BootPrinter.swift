import Boots
import Mayfly
import Symbols
import Terminal
import Verdicts

/// Shows a boot to a person: the console and the command on stdout, what they mean on stderr.
struct BootPrinter: Sendable {
    /// Whether stdout has the guest's console.
    var showsConsole: Bool
    /// Whether stdout has what the command writes.
    var showsOutput: Bool
    private let style = Standard.error.style

    init(showsConsole: Bool, showsOutput: Bool) {
        (self.showsConsole, self.showsOutput) = (showsConsole, showsOutput)
    }

    /// `shell` shows the console while it is open.
    func observer(beside shell: FailureShell? = nil) -> BootObserver {
        var observer = BootObserver()
        if showsConsole {
            observer.console = { bytes in
                if shell?.isShown == true { return }
                _ = await Standard.output.write(bytes)
            }
        }
        if showsOutput { observer.output = { _ = await Standard.output.write($0) } }
        observer.error = { _ = await Standard.error.write($0) }
        observer.notice = { notice in
            if let text = self.text(of: notice) { _ = await Standard.error.write(Array(text.utf8)) }
        }
        return observer
    }

    /// What is said of a notice; nothing of a test that passed.
    func text(of notice: BootNotice) -> String? {
        switch notice {
        case .verdict(let verdict, let fails): return text(of: verdict, fails: fails)
        case .met(let expectation): return "mayfly: the console shows \(expectation.pattern)\n"
        case .test(.result(let node, let path)) where node.status.isFailure:
            let name = (path + [node.name]).joined(separator: "/")
            return "mayfly: " + style.red("not ok") + " \(name.printable)\(reason(node))\n"
        case .test(.result): return nil
        case .test(.problem(let problem)): return "mayfly: the results are damaged: \(problem.description.printable)\n"
        case .access(let access): return text(of: access)
        case .root(let root):
            return "mayfly: the root is \(root.path.printable), by \(root.way.rawValue); nothing is written to it\n"
        case .dumped(let path): return "mayfly: the guest's memory is in \(path.printable)\n"
        case .recorded(let path): return "mayfly: recorded; run it again by mayfly replay \(path.printable)\n"
        case .covered(let coverage):
            return "mayfly: the coverage of \(coverage.files) files is in \(coverage.path.printable)"
                + (coverage.hasKcov ? "" : "; the kernel has no kcov (CONFIG_KCOV)") + "\n"
        case .touched(let kcov): return "mayfly: \("\(kcov)".printable)\n"
        case .lost(let words): return "mayfly: warning: \(words.printableLines)\n"
        case .test(.bailedOut(let words)): return "mayfly: Bail out! \(words.printable)\n"
        }
    }

    private func text(of access: BootAccess) -> String? {
        var text = ""
        if let command = access.debugger {
            text += "mayfly: \(access.isWaiting ? "the machine waits for gdb" : "gdb may come"):\n  \(command)\n"
        }
        if let socket = access.monitor {
            text += "mayfly: QEMU's monitor:\n  socat -,rawer,escape=0x1d UNIX-CONNECT:\(socket)\n"
        }
        return text.isEmpty ? nil : text
    }

    private func reason(_ node: TestNode) -> String { node.reason.isEmpty ? "" : " # \(node.reason.printable)" }

    private func text(of verdict: ConsoleVerdict, fails: Bool) -> String {
        let kind = fails ? style.red(verdict.kind.rawValue) : style.bold(verdict.kind.rawValue)
        let head = "mayfly: \(kind): \(verdict.reason.printable)\n"
        if verdict.severity == .note { return head }
        return head + verdict.lines.map { "  | \($0.text.printable)\n" }.joined()
    }

    /// The last words: how it ended, and the source lines of what failed it.
    func summary(of result: BootResult) -> String {
        var text = ""
        for report in result.reports {
            for trace in report.traces where trace.frames.contains(where: { !$0.places.isEmpty }) {
                text += "mayfly: \(report.kind), \(trace.title.printable)\n"
                text += trace.frames.map(Self.line).joined()
            }
        }
        if result.furtherReports > 0 { text += "mayfly: \(result.furtherReports) further reports were not kept\n" }
        if !result.documents.isEmpty { text += ResultTree(result.documents, style: style).text }
        return text + "mayfly: \(result.end.hasPassed ? style.green("passed") : "\(result.end)".printableLines)\n"
    }

    private static func line(_ frame: BootFrame) -> String {
        let places = frame.places.map { "\($0.function) \($0)" }.joined(separator: ", in ")
        return "  \(frame.frame)" + (places.isEmpty ? "" : "  at \(places)").printable + "\n"
    }
}
