import Foundation
import MayflyTesting
import Testing

/// What there is of Mayfly without the trait ‘Local’, and what is said of the rest.
@Suite struct LightTests {
    private func refusal(of body: () async throws -> Void) async -> String? {
        let error = await #expect(throws: MachineError.self) { try await body() }
        return error?.code == .unsupported ? error?.description : nil
    }

    @Test(arguments: [MachinePlace.local, nil])
    func `a machine on this host is refused, with the trait's name and what to do`(on place: MachinePlace?) async {
        let words = await refusal {
            if let place {
                try await withMachine(.remote, on: place) { _ in }
            } else {
                try await withMachine(.remote) { _ in }
            }
        }
        #expect(words?.contains("trait ‘Local’") == true)
        #expect(words?.contains("MAYFLY_ON=cluster") == true)
    }

    @Test func `an image that this host would have to make is refused before the cluster is asked anything`() async {
        let images = [
            ClusterImages(way: .upload(ClusterVolume())),
            ClusterImages(way: .containerDisk(ClusterRepository(repository: "registry.example/disks"))),
        ]
        for images in images {
            let words = await refusal { try await withMachine(.remote, on: .cluster(images: images)) { _ in } }
            #expect(words?.contains("trait ‘Local’") == true)
        }
    }

    @Test func `what tests require of this host is missing, and says why`() async {
        for requirement in [Requirement.machines, .kvm, .architecture(.arm64)] {
            #expect(await requirement.obstacle()?.contains("trait ‘Local’") == true)
        }
    }

    @Test func `no library of machines on this host is in the process`() throws {
        // Foundation's one call for a whole file takes what one read gives.
        let maps = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
        let libraries = String(decoding: try maps.readToEnd() ?? Data(), as: UTF8.self)
        #expect(libraries.contains("[stack]"), "the whole file")
        #expect(libraries.contains("libcurl"))
        #expect(!libraries.contains("libvirt") && !libraries.contains("libguestfs"))
    }
}
