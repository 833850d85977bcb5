import MayflyTesting
import Testing

@Suite("Permissions", .debian) struct PermissionTests {
    @Test func `nobody may write to the system`() async throws {
        #expect(try await status("touch /etc/mine", as: "nobody") == .exited(1))
    }

    @Test func `nobody may read root's home`() async throws {
        #expect(try await status("ls /root", as: "nobody") == .exited(2))
    }

    @Test func `a mask takes permissions away`() async throws {
        #expect(try await sh("umask 077; touch /srv/a; stat -c %a /srv/a") == "600")
    }

    @Test func `a group may read what is its own`() async throws {
        _ = try await sh("useradd -G daemon ada; echo x > /srv/a; chown root:daemon /srv/a; chmod 640 /srv/a")
        #expect(try await sh("cat /srv/a", as: "ada") == "x")
        #expect(try await status("cat /srv/a", as: "nobody") == .exited(1))
    }

    @Test func `in a sticky directory each removes only what is his`() async throws {
        _ = try await sh("touch /tmp/roots")
        #expect(try await status("rm -f /tmp/roots", as: "nobody") == .exited(1))
    }

    @Test func `a program that is set-uid runs as its owner`() async throws {
        _ = try await sh("cp /usr/bin/id /srv/id; chmod 4755 /srv/id")
        #expect(try await sh("/srv/id -u", as: "nobody") == "0")
    }

    @Test func `without new privileges a set-uid program has none`() async throws {
        _ = try await sh("cp /usr/bin/id /srv/id; chmod 4755 /srv/id")
        #expect(try await sh("setpriv --no-new-privs /srv/id -u", as: "nobody") == "65534")
    }

    @Test func `a file that may not change does not, even for root`() async throws {
        #expect(try await status("touch /srv/a; chattr +i /srv/a; echo x > /srv/a") != .exited(0))
        #expect(try await sh("chattr -i /srv/a; echo x > /srv/a; cat /srv/a") == "x")
    }

    @Test func `a capability does what root would`() async throws {
        #expect(try await status("kill -0 1", as: "nobody") != .exited(0))
        let script = "setpriv --reuid 65534 --clear-groups --inh-caps=+kill --ambient-caps=+kill kill -0 1"
        #expect(try await status(script) == .exited(0))
    }

    @Test func `in a user's name space he is root and no one`() async throws {
        #expect(try await sh("unshare --user --map-root-user id -u") == "0")
    }
}
