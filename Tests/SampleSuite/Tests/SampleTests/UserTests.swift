import MayflyTesting
import Testing

@Suite("Users", .debian) struct UserTests {
    @Test(.bootedDebian) func `a new user has an id, a group and a home`() async throws {
        #expect(try await sh("useradd -m ada; id -un ada; id -gn ada; ls -d /home/ada") == "ada\nada\n/home/ada")
    }

    @Test func `the first user has the first id`() async throws {
        #expect(try await sh("useradd ada; id -u ada") == "1000")
    }

    @Test func `a home is filled from the skeleton`() async throws {
        #expect(try await sh("touch /etc/skel/mine; useradd -m ada; ls -A /home/ada").contains("mine"))
    }

    @Test func `a user can be in several groups`() async throws {
        let groups = try await sh("groupadd crew; useradd -G crew,daemon ada; id -Gn ada")
        #expect(Set(groups.split(separator: " ")) == ["ada", "crew", "daemon"])
    }

    @Test func `a user is gone with its home`() async throws {
        _ = try await sh("useradd -m ada; userdel -r ada 2>/dev/null")
        #expect(try await status("id ada") == .exited(1))
        #expect(try await status("test -e /home/ada") == .exited(1))
    }

    @Test func `a name cannot be taken twice`() async throws {
        #expect(try await status("useradd ada; useradd ada") == .exited(9))
    }

    @Test func `a locked password is marked`() async throws {
        #expect(
            try await sh("useradd ada; echo ada:secret | chpasswd; usermod -L ada; getent shadow ada").contains(":!$y$")
        )
    }

    @Test func `a command runs as its user`() async throws {
        _ = try await sh("useradd -m ada")
        #expect(try await sh("id -un; cd; pwd", as: "ada") == "ada\n/home/ada")
    }

    @Test func `passwords are nobody's to read`() async throws {
        #expect(try await status("cat /etc/shadow", as: "nobody") == .exited(1))
    }

    @Test func `users of earlier tests are not there`() async throws {
        #expect(try await status("getent passwd ada") == .exited(2))
    }
}
