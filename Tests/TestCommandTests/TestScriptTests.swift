import Machines
import MayflyTestSupport
import Terminal
import Testing

@testable import mayfly

@Suite struct TestScriptTests {
    /// A guest that notes how its programs are called, and whose shell runs the script by printing it.
    private func host(_ calls: Shared<[[String]]>) -> FakeHost {
        FakeHost(programs: [
            "chmod": { run in
                calls.change { $0.append(run.arguments) }
                return 0
            },
            "sh": { run in
                calls.change { $0.append(run.arguments) }
                guard case .file(let bytes)? = run.guest.files[run.arguments[1]]?.content else { return 127 }
                await run.output(bytes)
                return 4
            },
        ])
    }

    @Test("a script is copied, made runnable for everybody, and run with its arguments by the guest's shell")
    func run() async throws {
        let scratch = Scratch("script")
        let script = try TestScript(scratch.write("check", "echo checked\n"))
        let calls = Shared<[[String]]>([])
        let result = try await trial("", on: host(calls)) { plan in
            plan.script = script
            let words = script.words(["a b", "c"])
            plan.command = Command(words[0], Array(words.dropFirst()))
        }
        #expect(result.words == "create passed, start passed, ready passed, copy passed, command failed")
        #expect(result.exitStatus == 4)
        #expect(result.output.text == "echo checked\n")
        #expect(
            calls.value == [
                ["chmod", "0755", TestScript.place], ["/bin/sh", TestScript.place, "a b", "c"],
            ])
    }

    @Test("what says itself how it is run is started as it is")
    func startsItself() throws {
        let scratch = Scratch("script")
        #expect(try TestScript(scratch.write("a", "#!/bin/sh\n")).words(["x"]) == [TestScript.place, "x"])
        #expect(try TestScript(scratch.write("b", [0x7F, 0x45, 0x4C, 0x46, 2])).words([]) == [TestScript.place])
        #expect(try TestScript(scratch.write("c", "")).words([]) == ["/bin/sh", TestScript.place])
    }

    @Test("a script that is not there is told before anything runs")
    func missing() {
        let error = #expect(throws: MachineError.self) { try TestScript("/no/such/script") }
        #expect(error?.code == .invalidInput)
        #expect(error?.message.contains("/no/such/script") == true)
    }

    @Test("a copy that fails is an error, and the command does not run")
    func badCopy() async throws {
        let result = try await trial("true") { $0.copies = [CopyPair(source: "/no/such/file", destination: "/tmp/x")] }
        #expect(result.words == "create passed, start passed, ready passed, copy error, command not reached")
        #expect(result.failure?.failure.kind == "copyFailed")
    }
}
