import MayflyTesting
import Testing

@Suite("Services", .debian) struct ServiceTests {
    /// Writes a unit.
    private func unit(_ name: String, _ text: String) async throws {
        let path = "/etc/systemd/system/\(name)"
        _ = try await sh("cat > \(path) <<'END'\n\(text)\nEND\nsystemctl daemon-reload")
    }

    @Test(.bootedDebian) func `the system is up, and nothing has failed`() async throws {
        #expect(try await sh("systemctl is-system-running") == "running")
        #expect(try await sh("systemctl --failed --no-legend") == "")
    }

    @Test func `a service is started and stopped`() async throws {
        try await unit("a.service", "[Service]\nExecStart=/bin/sleep 1000")
        #expect(try await sh("systemctl start a; systemctl is-active a") == "active")
        #expect(try await status("systemctl stop a; systemctl is-active a") == .exited(3))
    }

    @Test func `a service that cannot start has failed`() async throws {
        try await unit("a.service", "[Service]\nType=oneshot\nExecStart=/bin/false")
        #expect(try await status("systemctl start a") == .exited(1))
        #expect(try await status("systemctl is-failed a") == .exited(0))
    }

    @Test func `a service that was killed comes back where its unit says so`() async throws {
        try await unit("a.service", "[Service]\nExecStart=/bin/sleep 1000\nRestart=always\nRestartSec=0")
        let script = "systemctl show -P MainPID a"
        let first = try await sh("systemctl start a; \(script)")
        let next = try await sh(
            """
            kill -KILL \(first)
            pid=\(first)
            while [ $pid = \(first) ] || [ $pid = 0 ]; do pid=$(\(script)); done
            echo $pid
            """)
        #expect(Int(next) ?? 0 > 1 && next != first)
    }

    @Test func `a service that is enabled is linked to its target`() async throws {
        try await unit("a.service", "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target")
        _ = try await sh("systemctl enable a 2>/dev/null")
        #expect(try await sh("readlink /etc/systemd/system/multi-user.target.wants/a.service").hasSuffix("a.service"))
    }

    @Test func `a masked service does not start`() async throws {
        try await unit("a.service", "[Service]\nExecStart=/bin/true")
        #expect(
            try await status(
                "mv /etc/systemd/system/a.service /lib/systemd/system; systemctl mask a; systemctl start a")
                == .exited(1))
    }

    @Test func `one service waits for another`() async throws {
        try await unit("a.service", "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'echo a >> /run/order'")
        try await unit(
            "b.service",
            "[Unit]\nRequires=a.service\nAfter=a.service\n[Service]\nType=oneshot\nExecStart=/bin/sh -c 'echo b >> /run/order'"
        )
        #expect(try await sh("systemctl start b; cat /run/order") == "a\nb")
    }

    @Test func `what a service has started ends with it`() async throws {
        try await unit("a.service", "[Service]\nExecStart=/bin/sh -c 'sleep 4321 & sleep 1000'")
        _ = try await sh("systemctl start a; while ! grep -aq 4321 /proc/[0-9]*/cmdline; do :; done; systemctl stop a")
        #expect(try await sh("pgrep -f '^sleep 4321' | wc -l") == "0")
    }

    @Test func `a transient service runs and is gone`() async throws {
        #expect(try await sh("systemd-run --wait --pipe --quiet echo hello") == "hello")
    }

    @Test func `no unit of another test is there`() async throws {
        #expect(try await status("systemctl cat a.service") == .exited(1))
    }
}
