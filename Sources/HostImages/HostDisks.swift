package import ClusterProvider
package import Fixtures
import Host
import Images
import KubeVirt
import LocalProvider
package import Machines

/// The images of this host, for clusters; the private libvirt is there once one is wanted.
package struct HostDisks: DiskSupply {
    package init() {}

    package func disk(of fixture: Fixture, timeline: Timeline) async throws(MachineError) -> SuppliedDisk {
        let built = try await images().build(Self.whole(fixture), timeline: timeline)
        return SuppliedDisk(
            digest: built.digest, virtualSize: built.virtualSize,
            architecture: fixture.architecture ?? .ofThisHost)
    }

    package func withFile(
        of disk: SuppliedDisk, timeline: Timeline,
        _ body: @escaping @Sendable (_ path: String) async throws(MachineError) -> Void
    ) async throws(MachineError) {
        let store = try await images().store
        let failure: MachineError?
        do throws(ImageError) {
            let image = try await store.find(disk.digest)
            failure = try await store.withFile(of: image) { progress in
                timeline.tell(
                    progress.stage == .waiting
                        ? Timeline.Progress(.convert, waitsFor: "another process, which sends the same image")
                        : Timeline.Progress(.convert, fraction: progress.fraction))
            } _: { path in
                do throws(MachineError) {
                    try await body(path)
                    return nil
                } catch {
                    return error
                }
            }
        } catch {
            throw .image(error, "the image cannot be sent to the cluster")
        }
        if let failure { throw failure }
    }

    package func check(repository: String) throws(MachineError) {
        do throws(ImageError) { try ImagePublisher.check(Self.target(repository, tag: "check")) } catch {
            throw .image(error, "the image cannot be pushed for the cluster")
        }
    }

    package func probePush(to repository: String) async throws(MachineError) {
        do throws(ImageError) {
            try await ImagePublisher.probePush(
                to: Self.target(repository, tag: "check"), environment: ProcessEnvironment.current)
        } catch {
            throw .image(error, "it takes no image from here")
        }
    }

    package func isInRegistry(_ image: String) async throws(MachineError) -> Bool {
        do throws(ImageError) {
            let reference = image.hasPrefix(Self.scheme) ? image : Self.scheme + image
            return try await ImagePublisher.has(reference, environment: ProcessEnvironment.current)
        } catch {
            throw .image(error, "it cannot be looked at from here")
        }
    }

    package func push(
        _ disk: SuppliedDisk, to repository: String, timeline: Timeline
    ) async throws(MachineError) -> String {
        let images = try await images()
        let target = Self.target(repository, tag: "mayfly-\(disk.digest.prefix(32))")
        let architecture = disk.architecture.rawValue
        let start = ContinuousClock.now
        defer { timeline.record(.upload, from: start) }
        do throws(ImageError) {
            let publisher = images.publisher
            if let known = try await publisher.find(target, architecture: architecture) { return Self.image(known) }
            let image = try await images.store.find(disk.digest)
            let pushed = try await publisher.push(image, to: target, architecture: architecture) { progress in
                timeline.tell(
                    progress.stage == .waiting
                        ? Timeline.Progress(.upload, waitsFor: "another process, which pushes the same image")
                        : Timeline.Progress(
                            progress.stage == .export ? .convert : .upload, fraction: progress.fraction,
                            detail: progress.detail))
            }
            return Self.image(pushed.pinned)
        } catch {
            throw .image(error, "the image cannot be pushed for the cluster")
        }
    }

    /// Here a bootstrapped disk grows in each machine's own overlay; one that leaves this host has its size before.
    private static func whole(_ fixture: Fixture) -> Fixture {
        guard fixture.customize.isEmpty, case .bootstrap = fixture.image?.source, fixture.image?.size != nil else {
            return fixture
        }
        var whole = fixture
        whole.image?.source = .fixture(FixtureSource(.name(fixture.name), recipe: fixture.recipe))
        return whole
    }

    private static let scheme = "docker://"

    private static func target(_ repository: String, tag: String) -> String {
        (repository.hasPrefix(scheme) ? "" : scheme) + "\(repository):\(tag)"
    }

    /// As a containerDisk volume names it.
    private static func image(_ reference: String) -> String {
        reference.hasPrefix(scheme) ? String(reference.dropFirst(scheme.count)) : reference
    }

    private func images() async throws(MachineError) -> LocalImages {
        do { return try await LocalProvider.shared().images } catch {
            throw .wrapping(error, .hostNotReady, "this host is not ready to make images")
        }
    }
}
