import Archive

/// What was in all the wrappers.
struct Unwrapped: Sendable {
    let format: DiskFormat
    /// From the outermost inwards.
    let wrappers: [String]
    /// What errors call it.
    let place: String
    /// Where it is now: the file itself when it was in no wrapper.
    let path: String
    /// Whether the image was raw: it is a finished qcow2 image by now.
    let isFinished: Bool
}

/// Takes the one disk image out of whatever it is wrapped in. It blocks: run it off the cooperative pool.
///
/// Nothing is written under a name that an archive gives.
struct Unwrapper {
    let file: SourceFile
    /// A directory of its own.
    let directory: String
    let limits: DiskLimits
    let stop: Stopper
    let progress: ImportProgress

    func run() throws(DiskFormatError) -> Unwrapped {
        let pieces = try HeadPieces(FilePieces(file, stop: stop) { progress.unwrapped($0) })
        return try unwrap(try peel(pieces, place: file.place, wrappers: []))
    }

    /// Something without compression around it.
    private struct Peeled {
        let pieces: HeadPieces
        let content: Content
        let place: String
        let wrappers: [String]
    }

    private func peel(
        _ pieces: HeadPieces, place: String, wrappers: [String]
    ) throws(DiskFormatError) -> Peeled {
        guard wrappers.count <= DiskLimits.wrappers else {
            throw DiskFormatError(
                .tooLarge,
                "\(place) has more than \(DiskLimits.wrappers) wrappers around each other (\(listed(wrappers))). Unpack it first."
            )
        }
        let content = Content(head: pieces.head)
        guard content == .compressed else {
            return Peeled(pieces: pieces, content: content, place: place, wrappers: wrappers)
        }
        if pieces.head.starts(with: Content.gzip) {
            let plain = try HeadPieces(GzipPieces(pieces, place: place, limits: limits))
            return try peel(plain, place: place, wrappers: wrappers + ["gzip"])
        }
        let layer = try Layer(.compressed, from: pieces, place: place, limits: limits)
        let member = try layer.nextMember()
        let names = layer.compressions
        guard !names.isEmpty else {
            throw DiskFormatError(.damaged, "\(place) begins like a compressed file and is none. Get it again.")
        }
        guard member != nil else {
            return Peeled(pieces: pieces, content: .empty, place: place, wrappers: wrappers + names)
        }
        return try peel(HeadPieces(MemberPieces(layer)), place: place, wrappers: wrappers + names)
    }

    private func unwrap(_ found: Peeled) throws(DiskFormatError) -> Unwrapped {
        let place = found.place
        switch found.content {
        case .empty:
            throw DiskFormatError(.noImage, "\(place) is empty. Get it again, or name a file that holds an image.")
        case .other(let what):
            throw DiskFormatError(
                .noImage,
                "\(place) is no disk image but \(what)\(found.wrappers.isEmpty ? "" : ", in \(listed(found.wrappers))"). Name "
                    + "a qcow2, raw, vmdk, vdi, vhd or vhdx image, or an archive with one.")
        case .tar: return try unwrapArchive(.tar, found)
        case .zip: return try unwrapArchive(.zip, found)
        case .image(.raw), .unknown, .compressed:
            progress.nothingFollows()
            let disk = try RawDisk(
                directory + "/disk.qcow2", head: found.pieces.head, content: found.content, of: place, limits: limits,
                stop: stop)
            try found.pieces.drain(into: disk)
            let format = try disk.finish()
            return Unwrapped(
                format: format, wrappers: found.wrappers, place: place, path: directory + "/disk.qcow2",
                isFinished: true)
        case .image(let format):
            // What its head already tells need not be unpacked first.
            if format == .qcow2 {
                let header = try QCOW2Header(head: found.pieces.head, of: place)
                try header.checkTrust(of: place)
                try limits.check(virtualSize: header.virtualSize, of: place)
            }
            if found.wrappers.isEmpty {
                return Unwrapped(format: format, wrappers: [], place: place, path: file.path, isFinished: false)
            }
            let path = directory + "/image"
            let image = try SparseFile(path, reserve: limits.reserve)
            while let piece = try found.pieces.next() {
                try stop.check(place)
                try image.take(piece)
            }
            try image.finish()
            return Unwrapped(format: format, wrappers: found.wrappers, place: place, path: path, isFinished: false)
        }
    }

    private func unwrapArchive(
        _ kind: ArchiveReader.Expectation, _ archive: Peeled
    ) throws(DiskFormatError) -> Unwrapped {
        let layer = try Layer(kind, from: archive.pieces, place: archive.place, limits: limits)
        let wrappers = archive.wrappers + [kind == .tar ? "tar" : "zip"]
        var members = ArchiveMembers(place: archive.place)
        var result: Unwrapped?
        while let member = try layer.nextMember() {
            try stop.check(archive.place)
            guard case .file(let size) = member.kind else { continue }
            let pieces = try HeadPieces(MemberPieces(layer, length: size))
            if OVF.begins(pieces.head) {
                try members.add(try descriptor(pieces))
            } else {
                let name = shown(member.path)
                let found = try peel(pieces, place: "\(archive.place), member \(name)", wrappers: wrappers)
                if members.add(member.path, mayBeImage: found.content.mayBeImage(found.pieces.head)), result == nil {
                    result = try unwrap(found)
                }
                try drain(found.pieces, archive.place)
            }
            try drain(pieces, archive.place)
        }
        try members.check()
        guard let result else { throw members.noImage() }
        return result
    }

    private func drain(_ pieces: HeadPieces, _ place: String) throws(DiskFormatError) {
        while try pieces.next() != nil { try stop.check(place) }
    }

    private func descriptor(_ pieces: HeadPieces) throws(DiskFormatError) -> OVF {
        var bytes: [UInt8] = []
        while bytes.count <= OVF.limit, case .bytes(let piece)? = try pieces.next() { bytes += piece }
        return OVF(bytes)
    }
}

extension Content {
    /// Whether it is worth a look among other members of an archive.
    fileprivate func mayBeImage(_ head: [UInt8]) -> Bool {
        switch self {
        case .image, .tar, .zip, .compressed: true
        // Keys, signatures and firmware variables are shorter.
        case .unknown: head.count >= Content.headLength
        case .other, .empty: false
        }
    }
}
