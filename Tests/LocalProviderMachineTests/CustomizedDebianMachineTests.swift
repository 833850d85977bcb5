import Digests
import Fixtures
import Images
import Lifecycle
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// What each step of Tests/MayflyTestSupport/Machines/customized-debian.yaml came to, seen in the machine that boots from it.
@Suite(
    "A Debian that was customized", .requires(.machines, .distributions), .customizedDebian, .timeLimit(.minutes(30)))
struct CustomizedDebianMachineTests {
    private func says(_ script: String) async throws -> String { try await SharedMachine.current.says(script) }

    @Test("has a package that was installed, and not one that was removed")
    func packages() async throws {
        #expect(try await says("tree --noreport /opt/tree").contains("leaf"))
        let state = "dpkg-query -W -f '${Status}' qemu-guest-agent 2>&1; ls /usr/sbin/qemu-ga 2>&1; true"
        #expect(try await !says(state).contains("install ok installed"))
    }

    @Test("ran a command without a network, with a variable and a secret, and a script with arguments")
    func commands() async throws {
        #expect(try await says("cat /srv/ran") == "hello from Linux\n")
        let token = Digest()
        token.update(Array("swordfish".utf8))
        #expect(try await says("cat /srv/token").hasPrefix(token.finish()))
        #expect(try await says("cat /srv/script").hasSuffix("|one|two words|"))
        #expect(try await says("grep -rl swordfish /srv /etc /run/mayfly-script /var/log 2>/dev/null; true") == "")
    }

    @Test("has the file that was written, appended to and edited")
    func written() async throws {
        #expect(try await says("cat /srv/written") == "first\nsecond, edited\nthird\n")
        #expect(try await says("stat -c '%a %U:%G' /srv/written") == "640 root:daemon\n")
    }

    @Test("has what was copied, made, linked and deleted, with its permissions and owners")
    func files() async throws {
        #expect(try await says("tool") == "a tool\n")
        #expect(try await says("stat -c '%a %u:%g' /usr/local/bin/tool /opt/tree/deep/leaf") == "755 0:0\n600 0:0\n")
        #expect(try await says("readlink /opt/tree/link; cat /opt/tree/link") == "deep/leaf\nleaf\n")
        #expect(try await says("stat -c '%a %U:%G' /srv/data/below") == "2750 robot:adm\n")
        #expect(try await says("readlink /srv/link; ls -d /srv/link/") == "data/below\n/srv/link/\n")
        #expect(try await says("ls /etc/motd 2>/dev/null; true") == "")
    }

    @Test("knows the user, by key and by password, and root's password")
    func users() async throws {
        #expect(try await says("id robot").contains("uid=1500(robot)"))
        #expect(try await says("id -Gn robot").contains("adm"))
        #expect(try await says("getent passwd robot").hasSuffix(":/home/robot:/bin/bash\n"))
        #expect(
            try await says("cat /home/robot/.ssh/authorized_keys; stat -c '%a %U' /home/robot/.ssh/authorized_keys")
                .hasSuffix("robot@example\n600 robot\n"))
        for (user, password) in [("robot", "electric"), ("root", "sheep")] {
            let script =
                #"import crypt,spwd; h=spwd.getspnam("\#(user)").sp_pwdp; print(crypt.crypt("\#(password)",h)==h)"#
            #expect(try await says("python3 -c '\(script)' 2>&-") == "True\n", "\(user)")
        }
    }

    @Test("has the host name, the time zone and the locale")
    func identity() async throws {
        #expect(try await says("hostname; cat /etc/hostname") == "changeling\nchangeling\n")
        #expect(try await says("getent hosts changeling").contains("changeling"))
        #expect(try await says("date +%Z; readlink -f /etc/localtime").contains("/Pacific/Auckland"))
        #expect(try await says("date +%Z").hasPrefix("NZ"))
        #expect(try await says("cat /etc/default/locale").contains("LANG=C.UTF-8"))
    }

    @Test("runs the unit that was enabled, and not those that were disabled and masked")
    func units() async throws {
        #expect(try await says("cat /srv/dreamer; systemctl is-active dreamer") == "awake\nactive\n")
        let states = "for u in dreamer.service ssh.service apt-daily.timer; do systemctl is-enabled $u; done; true"
        #expect(try await says(states) == "enabled\ndisabled\nmasked\n")
        #expect(try await says("systemctl is-active ssh.service apt-daily.timer; true") == "inactive\ninactive\n")
        // It would start the service that was disabled.
        #expect(try await says("systemctl is-enabled ssh.socket; true") == "disabled\n")
    }

    @Test("ran its first boot's script once")
    func firstboot() async throws {
        #expect(try await says("cat /srv/firstboot") == "once\n")
        #expect(try await says("systemctl start mayfly-firstboot-greet; cat /srv/firstboot") == "once\n")
    }

    @Test("was started with the kernel's argument, and is reached by the helper of this version")
    func boot() async throws {
        #expect(try await says("cat /proc/cmdline").contains("mayfly.test=fixture"))
        #expect(try await says("systemctl is-active mayfly-guest.service") == "active\n")
    }

    @Test("has an identity of its own, and nothing that the build left")
    func sysprep() async throws {
        let identity = try await says("cat /etc/machine-id")
        #expect(identity.count == 33 && !identity.hasPrefix("uninitialized"))
        #expect(try await says("ls /tmp/scrap /root/.bash_history 2>/dev/null; true") == "")
        #expect(try await says("cat /var/log/dpkg.log /var/log/apt/history.log 2>/dev/null; true") == "")
    }

    @Test("has a root file system that has grown, on a disk that stayed sparse")
    func size() async throws {
        let bytes = try #require(Int64(try await says("findmnt -bno SIZE /").filter(\.isNumber)))
        #expect(bytes > 3_500 << 20 && bytes <= 4 << 30)
        let image = try await rebuilt().image
        #expect(image.virtualSize == 4 << 30)
        let store = try await TestHost.provider().host.imageStore(.tcg)
        let listed = await store.images(inUse: []).first { $0.digest == image.digest }
        #expect(try #require(listed).size < 1_500 << 20)
    }

    @Test("is not built again: nothing is launched, fetched or done")
    func cached() async throws {
        let (image, stages) = try await rebuilt()
        #expect(!image.isNew && stages.isEmpty, "\(stages)")
    }

    private func rebuilt() async throws -> (image: DiskImage, stages: Set<String>) {
        let stages = Shared<Set<String>>([])
        let recipe = try #require(try TestHost.customizedDebian().recipe)
        let builder = try await TestHost.provider().host.imageBuilder(.tcg)
        let image = try await builder.image(for: recipe, architecture: DiskStore.hostArchitecture) { progress in
            stages.change { _ = $0.insert(progress.stage.rawValue) }
        }
        return (image, stages.value)
    }
}
