import Digests
package import Fixtures
import Offload

/// One change on the way from a source to an image: what it does, and what tells it from any other.
package struct RecipeLink: Sendable {
    package enum Work: Sendable {
        /// The disk gets so many bytes, and its last partition and file system with it.
        case grow(Int64)
        case step(CustomizeStep)
    }

    package let work: Work
    /// A digest of all that shapes what the change does: its words, the content of the host's files, secrets.
    package let fingerprint: String
    /// What it does, in few words and without secrets.
    package let summary: String
    /// Which of its fixture's steps it is, from 1 on, and how many there are; 0 for what is no step.
    var place = (number: 0, count: 0)

    /// The digests of the host's files that it reads.
    var files: [String: String] = [:]
    var inputs = InputDigest(memory: nil)

    /// Throws when a file is not any more what the change was named by: what was read of it cannot be known.
    func checkFiles() async throws(ImageError) {
        guard !files.isEmpty else { return }
        let (files, inputs) = (files, inputs)
        try await blocking { () throws(ImageError) in
            for (path, digest) in files where (try? inputs.of(path)) != digest {
                throw ImageError(.file, "\(path) was changed while the image was built from it. Build again.")
            }
        }
    }

    /// Changes when the same steps would do something else.
    private static let format = "mayfly layer 2"

    init(_ work: Work, fingerprint: String, summary: String) {
        (self.work, self.fingerprint, self.summary) = (work, fingerprint, summary)
    }

    /// The name of the request for this change over a disk.
    func key(over digest: String) -> String {
        let key = Digest()
        key.update(Self.format)
        key.update(digest)
        key.update(fingerprint)
        return key.finish()
    }

    var isGrowth: Bool { if case .grow = work { true } else { false } }

    /// The step, where it is one.
    var step: CustomizeStep? { if case .step(let step) = work { step } else { nil } }
}
