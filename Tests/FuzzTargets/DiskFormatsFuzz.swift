import Digests
import DiskFormats

/// Any bytes as a list of checksums: what is found has the form of a sum.
package func fuzzChecksumFile(_ bytes: UnsafeRawBufferPointer) {
    guard let file = try? ChecksumFile(Array(bytes), from: "sums"), let sum = try? file.sum(for: "disk.qcow2") else {
        return
    }
    precondition([64, 128].contains(sum.digits.utf8.count), "a sum of another length")
    precondition(sum.digits.allSatisfy { $0.isHexDigit && !$0.isUppercase }, "a sum of other digits")
}

/// Any bytes as the head of a qcow2 image: what is let through leads nowhere else.
package func fuzzQCOW2Header(_ bytes: UnsafeRawBufferPointer) {
    guard let header = try? QCOW2Header(head: Array(bytes), of: "image"),
        (try? header.checkTrust(of: "image")) != nil
    else { return }
    precondition(header.virtualSize >= 0 && (9...21).contains(header.clusterBits), "a disk that cannot be")
    precondition(header.backingFile == nil, "a backing file was let through")
}

/// Any bytes as any file: nothing traps, and what is called an image begins like one.
package func fuzzContent(_ bytes: UnsafeRawBufferPointer) {
    let head = Array(bytes)
    let content = Content(head: head)
    precondition((content == .empty) == head.isEmpty)
    if case .image(.qcow2) = content { precondition(head.starts(with: [0x51, 0x46, 0x49, 0xFB])) }
    if case .other(let name) = content { precondition(name.utf8.count < 300, "a long name") }
}

/// Any bytes as the two texts that are in images of other programs.
package func fuzzDescriptors(_ bytes: UnsafeRawBufferPointer) {
    let ovf = OVF(Array(bytes))
    precondition(Set(ovf.disks).count == ovf.disks.count, "a disk comes twice")
    if (try? VMDKDescriptor(Array(bytes)[...]).checkTrust(of: "image")) != nil {
        precondition(String(decoding: bytes, as: UTF8.self).contains(" SPARSE "), "a disk without data was let through")
    }
}
