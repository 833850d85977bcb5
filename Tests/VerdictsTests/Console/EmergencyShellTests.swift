import Testing
import Verdicts

@Suite struct EmergencyShellTests {
    @Test("systemd's emergency mode, with its advice")
    func systemd() throws {
        let text = """
            [\u{1B}[0;1;31mFAILED\u{1B}[0m] Failed to mount \u{1B}[0;1;39mdata.mount\u{1B}[0m - /data.
            [\u{1B}[0;32m  OK  \u{1B}[0m] Reached target \u{1B}[0;1;39memergency.target\u{1B}[0m - Emergency Mode.
            You are in emergency mode. After logging in, type "journalctl -xb" to view
            system logs, "systemctl reboot" to reboot, or "exit"
            to continue bootup.

            Give root password for maintenance
            (or press Control-D to continue): 
            """
        let verdict = try #require(verdicts(text).first)
        #expect(verdict.kind == .emergencyShell)
        #expect(verdict.line.number == 2)
        #expect(verdict.trailing.map(\.text).contains("Give root password for maintenance"))
        #expect(verdicts(text).count == 1)
    }

    @Test("a locked root account, where systemd cannot even ask")
    func locked() {
        let text = """
            Cannot open access to console, the root account is locked.
            See sulogin(8) man page for more details.

            Press Enter to continue.

            """
        #expect(summary(text).first?.hasPrefix("emergencyShell | Cannot open access to console") == true)
    }

    @Test("initramfs-tools: the alert decides, the banner and the prompt behind it belong to it")
    func initramfsTools() throws {
        let text = """
            Begin: Running /scripts/local-block ... done.
            Gave up waiting for root file system device.  Common problems:
             - Boot args (cat /proc/cmdline)
               - Check rootdelay= (did the system wait long enough?)
             - Missing modules (cat /proc/modules; ls /dev)
            ALERT!  /dev/vda1 does not exist.  Dropping to a shell!


            BusyBox v1.35.0 (1:1.35.0-4) built-in shell (ash)
            Enter 'help' for a list of built-in commands.

            (initramfs) 
            """
        let found = verdicts(text)
        #expect(found.map(\.kind) == [.emergencyShell])
        #expect(found.first?.trailing.contains { $0.text.hasPrefix("ALERT!") } == true)
    }

    @Test(
        "a prompt decides although its line never ends",
        arguments: ["(initramfs) ", "dracut:/# ", "Give root password for maintenance"])
    func prompts(prompt: String) {
        #expect(verdicts("\n" + prompt).map(\.kind) == [.emergencyShell])
    }

    @Test("dracut says so in a sentence")
    func dracut() {
        let text = """
            Warning: /dev/mapper/root does not exist

            Generating "/run/initramfs/rdsosreport.txt"

            Entering emergency mode. Exit the shell to continue.
            Type "journalctl" to view system logs.

            :/root# 
            """
        #expect(verdicts(text).map(\.kind) == [.emergencyShell])
    }

    @Test("a shell that was wanted is no emergency: busybox greets the same way in any guest")
    func wanted() {
        let text = """
            Please press Enter to activate this console. 


            BusyBox v1.35.0 (1:1.35.0-4) built-in shell (ash)
            Enter 'help' for a list of built-in commands.

            \u{1B}[6nroot@mayfly:~# ls /
            bin   dev   etc   init  lib
            ~ # echo 'You said (initramfs) and dracut:/#'
            You said (initramfs) and dracut:/#
            root@mayfly:~# poweroff
            The system is going down NOW!
            Sent SIGTERM to all processes
            Terminated
            \u{1B}[6nroot@mayfly:~# Sent SIGKILL to all processes
            Requesting system poweroff

            """
        #expect(summary(text).isEmpty)
    }
}
