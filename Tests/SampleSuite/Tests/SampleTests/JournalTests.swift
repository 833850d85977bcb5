import Glibc
import MayflyTesting
import Testing

@Suite("Journal, timers and time", .debian) struct JournalTests {
    @Test(.bootedDebian) func `what is logged is in the journal`() async throws {
        let log = try await sh("echo a line | systemd-cat -t sample; journalctl --sync; journalctl -t sample -o cat")
        #expect(log == "a line")
    }

    @Test func `a service's output is in the journal`() async throws {
        _ = try await sh("systemd-run --wait --quiet --unit say echo said")
        #expect(try await sh("journalctl --sync; journalctl -u say -o cat --grep '^said$'") == "said")
    }

    @Test func `priorities are told apart`() async throws {
        _ = try await sh("echo bad | systemd-cat -t sample -p err; echo fine | systemd-cat -t sample -p info")
        #expect(try await sh("journalctl --sync; journalctl -t sample -p err -o cat") == "bad")
    }

    @Test func `the journal has the kernel's first line`() async throws {
        // Not -k, which asks for this boot's: a fork has a boot id of its own, and the journal has the template's.
        #expect(try await sh("journalctl _TRANSPORT=kernel -o cat | head -n 1").hasPrefix("Linux version "))
    }

    @Test func `a timer starts its service`() async throws {
        let script = """
            systemd-run --quiet --on-active=1 --timer-property=AccuracySec=100ms touch /run/fired
            while ! test -e /run/fired; do sleep 0.1; done
            """
        #expect(try await status(script) == .exited(0))
    }

    @Test func `the clock is right`() async throws {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let guest = try #require(Int(try await sh("date +%s")))
        #expect(abs(guest - now.tv_sec) <= 5)
    }

    @Test func `the clock can be set, and only here`() async throws {
        #expect(try await sh("date -s 2001-02-03T04:05:06 > /dev/null; date +%Y") == "2001")
    }

    @Test func `a time zone can be set`() async throws {
        #expect(try await sh("TZ=UTC0 date -d @0 +%H:%M") == "00:00")
        #expect(try await sh("TZ=XYZ-3 date -d @0 +%H:%M") == "03:00")
    }

    @Test func `temporary files are made as they are described`() async throws {
        let made = try await sh(
            "echo 'd /run/sample 0750 nobody daemon -' > /etc/tmpfiles.d/s.conf; systemd-tmpfiles --create s.conf; "
                + "stat -c '%a %U %G' /run/sample")
        #expect(made == "750 nobody daemon")
    }

    @Test func `system users are made as they are described`() async throws {
        #expect(try await sh("echo 'u probe 4242' | systemd-sysusers - 2>/dev/null; id -u probe") == "4242")
    }
}
