import CLinux
import Glibc
import Host
import LibvirtDaemon
import MayflyTestSupport
import Testing

/// Whoever runs it and whatever that user may: the same machine, and nobody in another's way.
@Suite(.serialized, .requires(.tinyGuest, .root))
struct UserMachineTests {
    @Test("a plain user runs machines without any right of root's")
    func plainUser() async throws {
        try await Place.ofPlainUser().using { place in
            let run = try await place.run("run", place.tiny, "--", "true")
            #expect(run.status == 0, "\(run.output)")
            let daemon = try #require(place.daemon.pid)
            #expect(owner(of: daemon) == 65534)
        }
    }

    @Test("a user whom nobody knows by name runs machines, too")
    func namelessUser() async throws {
        let id = try #require((UInt32(40_000)..<40_100).first { getpwuid($0) == nil })
        try await Place.ofPlainUser("no", id: id).using { place in
            let run = try await place.run("run", place.tiny, "--", "true")
            #expect(run.status == 0, "\(run.output)")
            #expect(owner(of: try #require(place.daemon.pid)) == id)
        }
    }

    @Test("two users do not meet, and one cannot use the other's directories")
    func twoUsers() async throws {
        try await Place.ofPlainUser("u1", id: 65534).using { one in
            try await Place.ofPlainUser("u2", id: 65533).using { two in
                let machine = try one.start(
                    "run", one.tiny, "--name", "k1", "--", "sh", "-c", "echo begun; sleep 5; echo done")
                #expect(try await machine.says("begun"))
                let other = try await two.run("run", two.tiny, "--name", "k2", "--", "true")
                #expect(other.status == 0, "\(other.output)")
                #expect(try await two.run("gc").status == 0)
                #expect(try await two.run("ls", "--names").output == "")
                #expect(await machine.end() == 0, "\(machine.output)")

                var intruder = two
                intruder.environment = one.environment
                let refused = try await intruder.run("run", one.tiny, "--", "true")
                #expect(refused.status == 125)
                #expect(refused.output.contains("is not a directory of your own"), "\(refused.output)")
            }
        }
    }

    @Test("root in a container without rights gives the daemon to another user, and can still end everything")
    func container() async throws {
        let container = try await Container()
        try await container.place.using { place in
            let before = try await place.undisturbed()
            let daemon = try #require(place.daemon.pid)
            try #require(owner(of: daemon) == 1, "the container allowed more than it should: this proves nothing")
            #expect(FileSystem.text("/proc/\(daemon)/status")?.contains("CapEff:\t0000000000000000") == true)
            let machine = try place.start("run", place.tiny, "--name", "k", "--", "sh", "-c", "echo begun; sleep 1000")
            #expect(try await machine.says("begun"))
            let emulator = try #require(place.emulators(of: "k").first)
            #expect(owner(of: emulator) == 1)
            // Without the daemon nobody but the sweeper ends the machine.
            kill(daemon, SIGKILL)
            machine.signal(SIGKILL)
            _ = await machine.end()
            #expect(try await place.run("gc").status == 0)
            #expect(place.emulators(of: "k") == [])
            try await place.expectNothing(beyond: before)
        }
        await container.close()
    }

    @Test("root without any right says what it needs")
    func noRights() async throws {
        let container = try await Container()
        var place = container.place
        place.prefix = place.prefix.prefix(3) + ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--"]
        // It does not even own what it finds.
        mkdir(place.directories.runtime, 0o700)
        let run = try await place.run("run", place.tiny, "--", "true")
        #expect(run.status == 125)
        #expect(run.output.contains("Run as a user other than root"), "\(run.output)")
        await container.close()
    }

    @Test("a system's libvirtd beside ours is not touched", .requires(.mounts))
    func systemDaemon() async throws {
        try await Place("sys").using { place in
            // In a mount name space of its own, so that this host's libvirt, if any, is not touched either.
            let directories = ["/run", "/var/lib/libvirt", "/var/cache/libvirt", "/var/log/libvirt", "/etc/libvirt"]
            let missing = directories.filter { mkdir($0, 0o755) == 0 }
            defer { for directory in missing { rmdir(directory) } }
            let script = """
                for d in \(directories.joined(separator: " ")); do mount -t tmpfs none $d || exit 77; done
                # libvirt wants its usual user even where the settings name another one.
                for f in passwd group; do
                  { cat /etc/$f; grep -q '^libvirt-qemu:' /etc/$f || echo 'libvirt-qemu:x:64055:64055::/:/bin/false'; } >'\(place.scratch.path)'/$f
                  mount --bind '\(place.scratch.path)'/$f /etc/$f || exit 77
                done
                printf 'user = "root"\\ngroup = "root"\\nsecurity_driver = "none"\\n' >/etc/libvirt/qemu.conf
                libvirtd --timeout 60 >'\(place.scratch("system.log"))' 2>&1 &
                system=$!
                trap 'kill $system $ours 2>/dev/null; wait $system' EXIT
                for i in $(seq 500); do [ -S /run/libvirt/libvirt-sock ] && break; sleep 0.02; done
                [ -S /run/libvirt/libvirt-sock ] || exit 78
                # A daemon that cannot run QEMU takes connections for a moment and ends.
                sleep 1; kill -0 $system || exit 78
                before=$(stat -c %i /run/libvirt/libvirt-sock)
                '\(place.program)' run '\(place.tiny)' -- echo beside || exit 79
                ours=$(cat '\(place.directories.daemon)/run/libvirt/libvirtd.pid')
                [ "$ours" != "$system" ] || exit 80
                kill -0 $system || exit 81
                [ "$before" = "$(stat -c %i /run/libvirt/libvirt-sock)" ] || exit 82
                [ "$(cat /run/libvirtd.pid)" = "$system" ] || exit 83
                exit 0
                """
            let caller = try Caller(["unshare", "--mount", "--", "sh", "-c", script], environment: place.environment)
            let status = await caller.end()
            if status == 78 {
                try Test.cancel("a system's libvirtd does not start here: \(place.scratch.text("system.log") ?? "")")
            }
            #expect(caller.output.contains("beside\n"), "\(status): \(caller.output)")
            #expect(![77, 79, 80, 81, 82, 83].contains(status), "\(caller.output)")
        }
    }

    private func owner(of pid: Int32) -> UInt32? { FileSystem.status("/proc/\(pid)")?.st_uid }
}
