extension DataVolumeSpec {
    /// DataVolumeSource represents the source for our Data Volume, this can be HTTP, Imageio, S3, GCS, Registry or an
    /// existing PVC.
    public struct Source: Sendable, Hashable, Codable {
        /// An empty disk.
        public var blank: BlankImage?
        /// An object of Google's cloud storage.
        public var gcs: SourceGCS?
        /// A file of a web server.
        public var http: SourceHTTP?
        /// A disk of oVirt.
        public var imageio: SourceImageIO?
        /// Another claim.
        public var pvc: SourcePVC?
        /// A container image with a disk in it.
        public var registry: SourceRegistry?
        /// An object of S3 storage.
        public var s3: SourceS3?
        /// A snapshot of a volume.
        public var snapshot: SourceSnapshot?
        /// What a client sends.
        public var upload: SourceUpload?
        /// A disk of VMware.
        public var vddk: SourceVDDK?

        /// A value with these fields; what is not given stays unset.
        public init(
            blank: BlankImage? = nil,
            gcs: SourceGCS? = nil,
            http: SourceHTTP? = nil,
            imageio: SourceImageIO? = nil,
            pvc: SourcePVC? = nil,
            registry: SourceRegistry? = nil,
            s3: SourceS3? = nil,
            snapshot: SourceSnapshot? = nil,
            upload: SourceUpload? = nil,
            vddk: SourceVDDK? = nil
        ) {
            self.blank = blank
            self.gcs = gcs
            self.http = http
            self.imageio = imageio
            self.pvc = pvc
            self.registry = registry
            self.s3 = s3
            self.snapshot = snapshot
            self.upload = upload
            self.vddk = vddk
        }
    }
}
