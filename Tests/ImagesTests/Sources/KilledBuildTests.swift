import Fixtures
import FoundationEssentials
import Glibc
import Host
import MayflyTestSupport
import Testing

@testable import Images

/// A process that makes an image is killed in the middle of what it does.
@Suite(.requires(.program("qemu-img"), .program("nginx")))
struct KilledBuildTests {
    /// A vmdk: it is converted by a child of ours.
    private func with(_ body: (String, ImageTestBuilder, BuilderPlace) async throws -> Void) async throws {
        try await withScratch { directory in
            try await SourceDisk.make(in: directory + "/www", "qemu-img convert -O vmdk disk.raw disk.vmdk")
            // Slow, so that it is under way for a while.
            let nginx = try await Nginx(
                serving: directory + "/www", server: "location /slow/ { alias \(directory)/www/; limit_rate 1m; }")
            let source = HTTPSource(url: nginx.url + "/slow/disk.vmdk", verification: .none)
            let place = try BuilderPlace(directory)
            let builder = try ImageTestBuilder(
                store: place.store.directory, recipe: ImageRecipe(source: .http(source)), at: directory + "/recipe.json"
            )
            try await body(directory, builder, place)
            withExtendedLifetime(nginx) {}
        }
    }

    private func processes(in directory: String) -> [Int32] {
        ProcessTable.processes { words in
            // nginx is the test's own.
            words.contains { $0.contains(directory) } && !words.contains { $0.contains("nginx") }
        }.filter(\.isAlive).map(\.pid)
    }

    @Test(arguments: ["download disk.vmdk, 0 MiB", "convert", "store"])
    func `killed at a stage, nothing of it runs on, the store is whole, and the next one makes the image`(
        moment: String
    ) async throws {
        try await with { directory, builder, place in
            let victim = try builder.start(stoppingAt: moment)
            try #require(await victim.says("stopped at"), "\(victim.output)")
            victim.signal(SIGKILL)
            #expect(await victim.end() == 128 + SIGKILL)
            #expect(try await eventually { processes(in: directory).isEmpty })
            let (status, output) = try await builder.run()
            #expect(status == 0 && output.contains(" new\n"), "\(output)")
            await place.expectOnly(1)
            let digest = try #require(place.store.digests.first)
            let image = try await place.store.find(digest)
            try await SourceDisk.expect(image, in: directory)
        }
    }

    @Test func `killed at any moment of the last milliseconds, the store is whole`() async throws {
        try await with { directory, builder, place in
            for delay in stride(from: 0, to: 30, by: 3) {
                let victim = try builder.start(stoppingAt: "store")
                try #require(await victim.says("stopped at"), "\(victim.output)")
                victim.signal(SIGCONT)
                usleep(UInt32(delay) * 1000)
                victim.signal(SIGKILL)
                _ = await victim.end()
                let health = await place.store.check(repair: false) { _ in }
                #expect(health.faults == [], "after \(delay) ms")
                // What it may have finished goes, so that the next one has something to do.
                for digest in place.store.digests { await place.store.remove(digest) }
            }
            #expect(try await builder.run().status == 0)
            await place.expectOnly(1)
        }
    }

    @Test func `two processes at once fetch it once, and when the first is killed the second goes on`() async throws {
        try await with { directory, builder, place in
            let first = try builder.start(stoppingAt: "convert")
            try #require(await first.says("stopped at"), "\(first.output)")
            let second = try builder.start(stoppingAt: "waiting")
            try #require(await second.says("stopped at"), "\(second.output)")
            second.signal(SIGCONT)
            first.signal(SIGKILL)
            _ = await first.end()
            #expect(await second.end() == 0, "\(second.output)")
            #expect(second.output.contains(" new\n"))
            let both = [try builder.start(), try builder.start()]
            for caller in both {
                #expect(await caller.end() == 0)
                #expect(caller.output.contains(" known\n"), "\(caller.output)")
            }
            await place.expectOnly(1)
        }
    }
}
