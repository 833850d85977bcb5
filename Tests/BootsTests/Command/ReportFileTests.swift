import Glibc
import Host
import Machines
import MayflyTestSupport
import Terminal
import Testing

@testable import mayfly

@Suite struct ReportFileTests {
    private let scratch = Scratch("report")

    @Test("a report is there when it is whole; until then there is none, nor one of an earlier run")
    func whole() throws {
        let path = try scratch.write("r.xml", "of before")
        let report = try ReportFile(path)
        #expect(FileSystem.names(in: scratch.path) == [])
        #expect(report.write("new") && scratch.text("r.xml") == "new")
        #expect(FileSystem.names(in: scratch.path) == ["r.xml"])
        _ = try ReportFile(scratch("never.xml"))
        #expect(FileSystem.names(in: scratch.path) == ["r.xml"])
    }

    @Test("a link stays one, and what is no file is written to as it is")
    func others() throws {
        try scratch.write("target", "x")
        try #require(symlink("target", scratch("link")) == 0)
        #expect(try ReportFile(scratch("link")).write("through"))
        #expect(scratch.text("target") == "through" && FileSystem.linkTarget(scratch("link")) == "target")
        try #require(link(scratch("target"), scratch("same")) == 0)
        #expect(try ReportFile(scratch("same")).write("new"))
        #expect(scratch.text("target") == "new")
        #expect(try ReportFile("/dev/null").write("x"))
        #expect(try !ReportFile("/dev/full").write("x"))
        #expect(FileSystem.exists("/dev/null"))
    }

    @Test("a place where nothing can be written is told before anything is run")
    func impossible() {
        for path in [scratch("no/r.xml"), scratch.path] {
            let error = #expect(throws: MachineError.self) { try ReportFile(path) }
            #expect(error?.message.contains("Nothing was run") == true)
        }
    }

    @Test("one file is not written twice, nor over what the boot is made of")
    func outputs() throws {
        let parser = CommandParser(CommandSpec("mayfly", "", commands: [BootCommand.spec]))
        func refusal(_ words: String...) throws -> String? {
            guard case .run(let invocation) = try parser.parse(["boot"] + words) else { return nil }
            do {
                try BootOutputs(invocation).check()
                return nil
            } catch {
                return error.message
            }
        }
        let kernel = try scratch.write("k", "kernel")
        try #require(symlink("k", scratch("link")) == 0)
        let (a, again) = (scratch("a"), scratch(".") + "/a")
        #expect(try refusal("-k", kernel, "--junit", a, "--manifest", scratch("b"), "--kcov", scratch("c")) == nil)
        #expect(try refusal("-k", kernel, "--junit", "/dev/stderr", "--manifest", "/dev/stderr") == nil)
        #expect(try refusal("-k", kernel, "--junit", a, "--manifest", again)?.contains("both write") == true)
        let over = try #require(try refusal("-k", kernel, "--junit", scratch("link")))
        #expect(over.contains("--junit would write over") && over.contains("which --kernel reads"))
        let manifest = try scratch.write("m.json", "{}")
        #expect(try refusal("--from", manifest, "--manifest", manifest)?.contains("which --from reads") == true)
    }

    @Test("that work was cancelled by a signal says no more than the signal; what else went wrong is told")
    func signal() {
        #expect("\(EndedBySignal(signal: .terminate, cause: CancellationError()))" == "ended by SIGTERM")
        let other = EndedBySignal(signal: .interrupt, cause: MachineError(.internalFault, "the disk is full"))
        #expect("\(other)".hasPrefix("ended by SIGINT: ") && "\(other)".contains("the disk is full"))
    }
}
