import Fixtures
import MayflyTestSupport
import Testing

@testable import Customizing

@Suite struct ScriptTests {
    @Test func `a user is made, or changed, by what the guest has for it`() throws {
        let step = UserStep(
            name: "robot.one", sshKeys: ["ssh-ed25519 AAAA robot's"], groups: ["adm", "kvm"], sudo: true,
            shell: "/bin/zsh", uid: 1234)
        try expectGolden(UserScript.command(step).script + "\n", "user.sh")
    }

    @Test func `sysprep takes out what is asked for, in one order`() throws {
        try expectGolden(SysprepScript.text(SysprepOperation.allCases) + "\n", "sysprep.sh")
        #expect(
            SysprepScript.text([.logs, .machineID]) == SysprepScript.text([.machineID, .logs]))
        #expect(!SysprepScript.text([.logs]).contains("machine-id"))
    }

    @Test func `a first boot's unit comes after those before it, and knows that it ran`() throws {
        let unit = FirstBootUnit(
            "grow", after: ["mayfly-firstboot-a.service", "mayfly-firstboot-grow.service", "x.service"])
        try expectGolden(unit.text, "mayfly-firstboot-grow.service")
    }

    @Test(arguments: [
        ("ssh", "ssh.service"), ("a.timer", "a.timer"), ("org.a", "org.a.service"), ("a@b.c", "a@b.c.service"),
    ])
    func `a unit without a kind is a service`(_ text: String, _ name: String) {
        #expect(SystemdUnit.name(text) == name)
    }
}
