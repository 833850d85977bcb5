import Fixtures
import Testing

@testable import Customizing

@Suite struct KernelArgumentsTests {
    @Test func `a word takes the place of one that sets the same name`() {
        let change = KernelArguments(
            step: KernelArgumentsStep(add: ["console=hvc0", "x"], remove: ["quiet", "panic=1"]))
        #expect(change.changed("ro quiet console=tty0 console=ttyS0 panic=1 panic=2") == "ro panic=2 console=hvc0 x")
        #expect(KernelArguments(step: .init(remove: ["panic"])).changed("panic=1 ro") == "ro")
    }

    @Test func `a variable is set in its place, or at the end`() {
        let text = "A=1\nGRUB_CMDLINE_LINUX=\"old\"\nB=2\n"
        #expect(
            KernelArguments.setting("GRUB_CMDLINE_LINUX", to: "a=b it's", in: text)
                == "A=1\nGRUB_CMDLINE_LINUX='a=b it'\\''s'\nB=2\n")
        #expect(KernelArguments.setting("C", to: "", in: text) == text + "C=''\n")
    }

    @Test func `grubby is told both lists`() {
        #expect(
            BootLoaderScript.grubby(KernelArgumentsStep(add: ["a=1", "b"], remove: ["quiet"]))
                == "grubby --update-kernel=ALL '--remove-args=quiet' '--args=a=1 b'")
    }
}
