import Fixtures
import Testing

@testable import Customizing

@Suite struct SummaryTests {
    @Test(arguments: [
        (CustomizeAction.install(["curl", "jq"]), "install curl, jq"), (.update([]), "update all packages"),
        (.install(["a", "b", "c", "d", "e", "f", "g", "h"]), "install a, b, c, d, e, f and 2 more"),
        (.run(CommandStep(.shell("\n  echo one\necho two\n"))), "run echo one …"),
        (.run(CommandStep(.script("/srv/setup.sh"))), "script setup.sh"),
        (.rootPassword(.hash("$6$a$b")), "root password"), (.sysprep(SysprepOperation.allCases), "sysprep"),
        (.kernelArguments(KernelArgumentsStep(add: ["a=1"], remove: ["quiet"])), "kernel arguments +a=1 -quiet"),
    ])
    func `a step is told in a few words`(_ action: CustomizeAction, _ summary: String) {
        #expect(action.summary == summary)
    }

    @Test func `an error says which step, where it stands, what is wrong, and what was printed`() {
        let step = CustomizeStep(.install(["x"]), location: FileLocation(file: "f.yaml", line: 3, column: 5))
        let error = CustomizeError(
            .failed, "apt failed", output: ["E: no"], step: StepName(number: 2, of: 4, step))
        #expect(
            error.description == """
                f.yaml:3:5: step 2 of 4, ‘install x’: apt failed
                  the last that it printed:
                    E: no
                """)
    }
}
