import Fixtures
import Host
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

    @Test func `a shell can read every script`() async throws {
        let scratch = Scratch("scripts")
        let scripts = [
            Look.script, Look.traitsScript, Growth.script, MountScript.unmount, LocaleScript.text,
            BootLoaderScript.addKernel, BootLoaderScript.read, BootLoaderScript.update,
            MountScript.mount([.init(device: "/dev/sda1", directory: "/boot/efi", subvolume: nil, isOptional: true)]),
            MountScript.quiesce([.init(device: "/dev/sda1", directory: "/it's", subvolume: nil)]),
            MountScript.resume([.init(device: "/dev/sda1", directory: "/", subvolume: nil)]),
        ]
        for (number, script) in scripts.enumerated() {
            let file = try scratch.write("\(number).sh", script)
            let result = try await Child.run("/bin/sh", ["-n", file], limit: .seconds(20))
            #expect(result.end == .exited(0), "\(script)\n\(result.output)")
        }
        #expect(BootLoaderScript.addKernel.contains(#"|set default=\"${top:+$top>}$id\"|"#))
    }

    @Test func `a first boot's unit comes after those before it, and knows that it ran`() throws {
        let unit = FirstBootUnit(
            "grow", after: ["mayfly-firstboot-a.service", "mayfly-firstboot-grow.service", "x.service"])
        try expectGolden(unit.text, "mayfly-firstboot-grow.service")
    }

    @Test func `a first boot without a name takes the next number that is free on the disk`() {
        #expect(FirstBootUnit(nil, after: []).name == "step-1")
        let others = ["mayfly-firstboot-step-1.service", "mayfly-firstboot-step-3.service", "step-2.service"]
        let unit = FirstBootUnit(nil, after: others)
        #expect(unit.name == "step-2")
        #expect(unit.earlier == ["mayfly-firstboot-step-1.service", "mayfly-firstboot-step-3.service"])
    }

    @Test(arguments: [
        ("ssh", "ssh.service"), ("a.timer", "a.timer"), ("org.a", "org.a.service"), ("a@b.c", "a@b.c.service"),
    ])
    func `a unit without a kind is a service`(_ text: String, _ name: String) {
        #expect(SystemdUnit.name(text) == name)
    }
}
