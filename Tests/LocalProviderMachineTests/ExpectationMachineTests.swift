import Fixtures
import Machines
import MayflyTestSupport
import Testing

/// What a test author asks of a real Debian: each look, and both ways to start again.
@Suite(
    "Expectations of a Debian", .requires(.machines, .distributions), .serialized, .sharedDebian,
    .timeLimit(.minutes(15)))
struct ExpectationMachineTests {
    @Test func `files, services, ports and the journal are as they are`() async throws {
        let machine = try SharedMachine.current
        let shadow = try await machine.file("/etc/shadow").status
        #expect(shadow.mode == 0o640 && shadow.owner == "root" && shadow.group == "shadow")
        #expect(shadow.kind == "regular file")
        #expect(try await machine.file("/srv/greeting").text.contains("written by"))
        #expect(try await machine.service("ssh").isActive)
        #expect(try await machine.port(22).isOpen)
        #expect(try await machine.port(2222).isOpen == false)
        let error = await #expect(throws: MachineError.self) { try await machine.service("no-such-unit").isActive }
        #expect(error?.code == .notFound)
        _ = try await machine.run("logger", "--tag", "expectation", "a word for the journal").check()
        try await machine.waitUntil("the journal has it", see: { try await machine.journal(lines: 200) }) {
            $0.contains("a word for the journal")
        }
        #expect(try await machine.journal(unit: "ssh").contains("Server listening"))
    }

    @Test func `what explains it has its journal, its kernel's log and its domain`() async throws {
        let artifacts = try await SharedMachine.current.artifacts()
        let texts = Dictionary(uniqueKeysWithValues: artifacts.map { ($0.name, $0.text) })
        #expect(texts["journal.txt"]?.contains("systemd[1]: ") == true)
        #expect(texts["dmesg.txt"]?.contains("Linux version") == true)
        #expect(texts["domain.xml"]?.hasPrefix("<domain") == true)
        #expect(texts["console.log"]?.contains("login:") == true)
        #expect(texts["timeline.txt"]?.contains("not collected") == false)
        #expect(texts["vmi.json"]?.contains(SharedDebian.greeting) == false)
    }
}

@Suite("A Debian that starts again", .requires(.machines, .distributions), .timeLimit(.minutes(15)))
struct RestartMachineTests {
    @Test func `a reboot keeps what was written, and a power cut only what was synced`() async throws {
        try await TestHost.withMachine(try TestHost.debian()) { machine in
            _ = try await machine.run(.shell("echo kept > /var/before && touch /run/boots")).check()
            try await machine.reboot()
            #expect(try await machine.file("/var/before").text == "kept\n")
            #expect(try await machine.file("/run/boots").exists == false)
            // The kernel writes dirty pages back after half a minute by itself; it is told not to.
            let script = """
                echo 360000 > /proc/sys/vm/dirty_expire_centisecs && echo 0 > /proc/sys/vm/dirty_writeback_centisecs
                echo synced > /var/synced && sync && echo lost > /var/unsynced
                """
            _ = try await machine.run(.shell(script)).check()
            #expect(try await machine.file("/var/unsynced").text == "lost\n")
            try await machine.powerCut()
            #expect(try await machine.file("/var/synced").text == "synced\n")
            // Its name may have come with the journal of the file system; what it held has not.
            let held = try await machine.file("/var/unsynced").exists ? machine.file("/var/unsynced").text : ""
            #expect(held == "")
            #expect(try await machine.service("ssh.socket").isActive)
        }
    }
}
