import Terminal
import Testing

@testable import mayfly

/// What `ci/docs` costs too much to run each time: whether the commands that pages name are there.
@Suite("Commands that pages name")
struct PageCommandTests {
    private static let program = Program(CommandTree.root, version: "0")

    /// Why the program does not take it; nil when it does.
    private static func refusal(_ line: String) -> UsageError? {
        let words = Array(shellWords(line).dropFirst())
        guard case .refuse(let error) = program.outcome(of: words) else { return nil }
        return error
    }

    @Test("every command line of a page is one", arguments: DocumentationPage.all())
    func lines(_ page: DocumentationPage) {
        for line in page.commandLines { #expect(Self.refusal(line) == nil, "\(line)") }
    }

    @Test("every command and option that a page's sentences name is there", arguments: DocumentationPage.all())
    func mentions(_ page: DocumentationPage) {
        for mention in page.mentions {
            let error = Self.refusal(mention)
            // A sentence need not say all the words that the command wants.
            let isUnknown = error?.code == .unknownCommand || error?.code == .unknownOption
            #expect(!isUnknown, "\(mention): \(error?.message ?? "")")
        }
    }

    @Test("there are pages, with command lines and with mentions")
    func some() {
        let pages = DocumentationPage.all()
        #expect(pages.count > 8)
        #expect(pages.flatMap(\.commandLines).count > 10)
        #expect(pages.flatMap(\.mentions).count > 30)
    }

    @Test("a line is parted as a shell does it")
    func words() {
        #expect(
            shellWords("mayfly run tiny -- sh -c 'echo out; exit 7' || test $? = 7")
                == ["mayfly", "run", "tiny", "--", "sh", "-c", "echo out; exit 7"])
        #expect(shellWords("mayfly ls > /dev/null") == ["mayfly", "ls"])
    }
}
