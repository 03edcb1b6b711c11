// Made from docs/openapi/daiban.json by scripts/generate.mjs: change it there.

export interface paths {
    "/api/intake/v1/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代办委托协议列表
         * @description The agreements that you may see.
         *
         *     Filters that go with an order:
         *
         *     - `created_at`: `status`, `agent`, `agent_on_roster`
         *
         *     `project_id`, `request_id`, `agreement_number` go with every order and every other filter.
         */
        get: operations["list_agreements"];
        put?: never;
        /**
         * 拟定代办委托协议
         * @description Draw up an agreement for an accepted request.
         */
        post: operations["draft_agreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代办委托协议
         * @description One agreement.
         */
        get: operations["get_agreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}/begin-signing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 窗口签订
         * @description The window signs its side.
         */
        post: operations["begin_signing_agreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}/conclude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 确认代办结束
         * @description The owner confirms that it is done.
         */
        post: operations["conclude_agreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}/conclude-by-window": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 窗口办结
         * @description The window has done what was mandated.
         */
        post: operations["conclude_agreement_by_window"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 拒绝代办
         * @description The owner does not want it.
         */
        post: operations["decline_agreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 终止代办
         * @description The owner ends it, at any time; items on their way go on.
         */
        post: operations["end_agreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 申请人签章
         * @description The owner seals it: from now on the agent may act within its scope.
         */
        post: operations["sign_agreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}/submit-for-seal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 提交申请人签章
         * @description The window hands it to the owner for its seal.
         */
        post: operations["submit_agreement_for_seal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/{agreement_id}/terminate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 窗口终止
         * @description The window terminates it: the project cannot be completed, or the papers were false.
         */
        post: operations["terminate_agreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/agreements/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出代办委托协议列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_agreements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 申报事项列表
         * @description The items that you may see. ``status=received`` in the order ``received_at`` is the window's queue.
         *
         *     Filters that go with an order:
         *
         *     - `received_at`: `status`, `body`, `body` + `status`, `item_code`, `supplemented`
         *     - `updated_at`: `body`, `updated_since`
         *
         *     `project_id`, `application_id`, `acceptance_number` go with every order and every other filter.
         *
         *     `sort=updated_at` is a feed of changes. It tells a row once its last change is 30 seconds old, and
         *     misses none; its last page has a `next_cursor` too, from which the next reading goes on.
         */
        get: operations["list_application_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 申报事项
         * @description One item of a package. A body's people see those of their body.
         */
        get: operations["get_application_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 受理
         * @description Accept it: it gets its acceptance number and goes to its body.
         */
        post: operations["accept_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/dossier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事项卷宗
         * @description The item with its project, owner, mandate, materials, supplements, and the earlier times of the same item.
         *
         *     A case and an assignment name the item as ``application_item_id``.
         */
        get: operations["get_dossier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/dossier/contact/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 查看申请人联系人（记入审计）
         * @description The contact of the item's owner, unmasked. A POST, because each look is written to the audit trail.
         */
        post: operations["reveal_item_contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 申报事项的更正记录
         * @description The acceptances that were undone: which, who asked for it, when and why.
         *
         *     Filters that go with an order:
         *
         *     - `version`: none alone
         */
        get: operations["list_application_item_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/materials.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事项材料打包下载
         * @description The materials of one item, as its dossier lists them, with a list of contents (`contents.csv`).
         */
        get: operations["download_item_materials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/materials.zip/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 事项材料打包下载的短时链接
         * @description A link to the archive that needs no token for a few minutes, for `href`.
         */
        post: operations["issue_item_materials_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 不受理或不予受理
         * @description Turn it away, with the reason.
         */
        post: operations["refuse_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/require-supplement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 一次告知补正
         * @description Tell what is missing, once and all at once (行政许可法 32).
         */
        post: operations["require_supplement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/retract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤件
         * @description Take it back before acceptance.
         */
        post: operations["retract_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/supplement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 补正
         * @description Hand in what was missing.
         */
        post: operations["supplement_item"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/{item_id}/undo-acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤回受理
         * @description Ask that an acceptance by mistake be undone, with the reason, before the body has begun to handle it.
         *
         *     The case answers, a moment later: the item is `received` again, or `accepted` with an `undo_refusal`. Until then
         *     nothing else can be done with it.
         */
        post: operations["undo_acceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 批量受理
         * @description Accept up to 50 items at once, each with the version that you read and for itself: what is refused says why,
         *     stays as it is and keeps no other back.
         */
        post: operations["accept_items"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/application-items/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出申报事项列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_application_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 申报件列表
         * @description The packages that you may see.
         *
         *     Filters that go with an order:
         *
         *     - `received_at`: none alone
         *
         *     `project_id`, `application_number` go with every order and every other filter.
         */
        get: operations["list_applications"];
        put?: never;
        /**
         * 一窗综合申报
         * @description Hand in one package of several items; all of it is received, or none.
         */
        post: operations["submit_application"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/applications/{application_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 申报件
         * @description One package with its items.
         */
        get: operations["get_application"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/applications/{application_id}/materials.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 申报件材料打包下载
         * @description The materials of all the package's items, each once, with a list of contents (`contents.csv`).
         */
        get: operations["download_application_materials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/applications/{application_id}/materials.zip/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 申报件材料打包下载的短时链接
         * @description A link to the archive that needs no token for a few minutes, for `href`.
         */
        post: operations["issue_application_materials_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/applications/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出申报件列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_applications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 审计记录
         * @description Everything that was done in this service.
         *
         *     Filters that go with an order:
         *
         *     - `at`: `actor`, `on_behalf_of`, `actor` + `on_behalf_of`, `since`, `until`
         *
         *     `subject_id` go with every order and every other filter.
         */
        get: operations["list_intake_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出审计记录
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_intake_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 核验审计链
         * @description Walk the whole chain and recompute each hash: an altered entry breaks it, a removed one leaves a gap.
         */
        get: operations["verify_intake_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目归属认领列表
         * @description The claims that you may see: as an owner those that you filed, and those on your projects.
         *
         *     Filters that go with an order:
         *
         *     - `filed_at`: `status`
         *
         *     `project_code` go with every order and every other filter.
         */
        get: operations["list_claims"];
        put?: never;
        /**
         * 提出项目归属认领
         * @description Claim a project whose code somebody else has registered, with a first paper that shows whose it is.
         *
         *     The same claim with the same paper again answers 200 with what is there.
         */
        post: operations["file_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/{claim_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目归属认领
         * @description One claim.
         */
        get: operations["get_claim"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/{claim_id}/comment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 陈述意见
         * @description The owner whose project is claimed says what it has to say, in place of what it said before.
         */
        post: operations["comment_on_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/{claim_id}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 准予认领
         * @description The project passes to the claimant; the service for the owner before it ends, what was handed in goes on.
         */
        post: operations["grant_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/{claim_id}/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 补充证明材料
         * @description Add a paper. The same file and name again answers 200 with what is there.
         */
        post: operations["hand_in_claim_paper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/{claim_id}/papers/{paper_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 证明材料内容
         * @description The paper as it was handed in, for the claimant and the hall.
         */
        get: operations["get_claim_paper_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/{claim_id}/papers/{paper_id}/content/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 证明材料内容的短时链接
         * @description A link to the paper that needs no token for a few minutes, for `href`.
         */
        post: operations["issue_claim_paper_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/{claim_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 不予认领
         * @description The project stays whose it is.
         */
        post: operations["refuse_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/{claim_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤回认领
         * @description The claimant does not claim it any more.
         */
        post: operations["withdraw_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/claims/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出项目归属认领列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_claims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/districts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 行政区
         * @description The city's eleven districts and their codes.
         */
        get: operations["list_districts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 草稿列表
         * @description Your drafts, the one that was saved last first.
         *
         *     Filters that go with an order:
         *
         *     - `updated_at`: none alone
         *     - `created_at`: none alone
         *
         *     `operation`, `project_id` go with every order and every other filter.
         */
        get: operations["list_drafts"];
        put?: never;
        /**
         * 新建草稿
         * @description Keep what you have filled in so far, to go on with it later or elsewhere; up to 100 drafts of an enterprise.
         *
         *     An agent keeps its own under an agreement in force, up to 100 under each.
         */
        post: operations["begin_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/drafts/{draft_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 草稿
         * @description One draft. ``next_actions`` offer what it is filled in for, with what is filled in as ``prefill``.
         */
        get: operations["get_draft"];
        /**
         * 保存草稿
         * @description Save what is filled in by now, in place of what was.
         */
        put: operations["replace_draft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/drafts/{draft_id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 舍弃草稿
         * @description Keep it no longer: it was handed in, or is needed no more. Shows it for the last time.
         */
        post: operations["discard_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/materials/{material_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 材料
         * @description One material. A body's people see those of their items.
         */
        get: operations["get_material"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/materials/{material_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 材料内容
         * @description The file as it was handed in, or the part of it that ``Range`` asks for.
         */
        get: operations["get_material_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/materials/{material_id}/content/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 材料内容的短时链接
         * @description A link to the file that needs no token for a few minutes, for `href`.
         */
        post: operations["issue_material_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/materials/{material_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 材料的更正记录
         * @description Whether it was withdrawn, by whom, and why.
         *
         *     Filters that go with an order:
         *
         *     - `version`: none alone
         */
        get: operations["list_material_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/materials/{material_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤回材料
         * @description Take back what was handed in by mistake, before an item has it; only the auditor reads its content then.
         */
        post: operations["withdraw_material"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本人
         * @description Who you are: your roles, your post, body or enterprise, what a system's scopes open, and what you may start.
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目单位列表
         * @description The owners that you may see; an enterprise sees itself.
         *
         *     Filters that go with an order:
         *
         *     - `created_at`: none alone
         *
         *     `uscc` go with every order and every other filter.
         */
        get: operations["list_owners"];
        put?: never;
        /**
         * 登记项目单位
         * @description Register an enterprise. An owner registers itself only.
         */
        post: operations["register_owner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/owners/{owner_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目单位
         * @description One owner. Its contact is masked for all but the enterprise itself.
         */
        get: operations["get_owner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/owners/{owner_id}/contact/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 查看联系人（记入审计）
         * @description The contact unmasked. A POST, because each look is written to the audit trail.
         */
        post: operations["reveal_contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/owners/{owner_id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更正项目单位信息
         * @description Put the name or the contact right, with the reason. What was before stays in its history.
         */
        post: operations["correct_owner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/owners/{owner_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目单位的更正记录
         * @description What was corrected. The contact is masked as in the owner itself.
         *
         *     Filters that go with an order:
         *
         *     - `version`: none alone
         */
        get: operations["list_owner_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/owners/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出项目单位列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_owners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目列表
         * @description The projects that you may see.
         *
         *     Filters that go with an order:
         *
         *     - `created_at`: `district`, `project_type`
         *     - `updated_at`: `district`, `updated_since`
         *
         *     `project_code`, `owner_uscc` go with every order and every other filter.
         *
         *     `sort=updated_at` is a feed of changes. It tells a row once its last change is 30 seconds old, and
         *     misses none; its last page has a `next_cursor` too, from which the next reading goes on.
         */
        get: operations["list_projects"];
        put?: never;
        /**
         * 登记项目
         * @description Register a project; the answer says whether the service is open to it, and why.
         */
        post: operations["register_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目
         * @description One project.
         */
        get: operations["get_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}/applicable-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本项目适用的事项
         * @description The items that a project of this kind may need, with their materials, all on one page.
         */
        get: operations["list_applicable_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更正项目信息
         * @description Put the name or the amount right, with the reason. What was before stays in its history.
         */
        post: operations["correct_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}/eligibility/override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更改适用范围判定
         * @description Decide otherwise than the grounds, with a written reason that stays visible.
         */
        post: operations["override_eligibility"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}/facts/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更正项目情况
         * @description Put right what eligibility rests on, with the reason; it is decided anew, and the owner is told.
         *
         *     Nothing that is under way ends by this: a request in force stays, and the data bureau may decide otherwise.
         */
        post: operations["correct_project_facts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目的更正记录
         * @description What was corrected.
         *
         *     Filters that go with an order:
         *
         *     - `version`: none alone
         */
        get: operations["list_project_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}/materials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目的材料
         * @description The materials that were handed in for a project; those that were withdrawn only where they are asked for.
         *
         *     Filters that go with an order:
         *
         *     - `created_at`: none alone
         */
        get: operations["list_materials"];
        put?: never;
        /**
         * 提交材料
         * @description Hand in a file. Its content makes it idempotent: the same again answers 200 with what is there.
         */
        post: operations["hand_in_material"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}/materials/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 批量提交材料
         * @description Hand in files at once, each for itself: what is refused says why and keeps no other back. The same file again is
         *     the material that is there.
         */
        post: operations["hand_in_materials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/{project_id}/materials/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出项目的材料
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_materials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/projects/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出项目列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代办服务申请列表
         * @description The requests that you may see.
         *
         *     Filters that go with an order:
         *
         *     - `created_at`: `status`
         *
         *     `project_id` go with every order and every other filter.
         */
        get: operations["list_requests"];
        put?: never;
        /**
         * 提出代办服务申请
         * @description Ask for the service. Voluntary and free (notice 二(五)1).
         */
        post: operations["submit_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代办服务申请
         * @description One request.
         */
        get: operations["get_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/requests/{request_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 接受申请
         * @description The window accepts.
         */
        post: operations["accept_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/requests/{request_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 不予接受
         * @description The window declines, with the reason.
         */
        post: operations["decline_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/requests/{request_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结束申请
         * @description The owner ends the service, at any time: the request, and with it its agreement, whatever state that is in.
         *
         *     The project's chief service officer is released. What was handed in takes its course; the owner goes on by itself.
         */
        post: operations["end_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/requests/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出代办服务申请列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/intake/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代码表
         * @description Every code list of this service, and ``operation``: what ``next_actions`` offer. Each code has its Chinese
         *     and its English label. May be kept for an hour; 304 where it is still as you have it.
         */
        get: operations["get_intake_vocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 审计记录
         * @description Everything that was done in this service.
         *
         *     Filters that go with an order:
         *
         *     - `at`: `actor`, `on_behalf_of`, `actor` + `on_behalf_of`, `since`, `until`
         *
         *     `subject_id` go with every order and every other filter.
         */
        get: operations["list_notify_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出审计记录
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_notify_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 核验审计链
         * @description Walk the whole chain and recompute each hash: an altered entry breaks it, a removed one leaves a gap.
         */
        get: operations["verify_notify_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 发送记录列表
         * @description All deliveries; status=failed are those that somebody must look at.
         *
         *     Filters that go with an order:
         *
         *     - `created_at`: `status`
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 发送记录
         * @description One delivery with each of its attempts.
         */
        get: operations["get_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/deliveries/{delivery_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重新发送
         * @description Send a failed delivery once more, with all its attempts anew, to where its receiver wants e-mail now.
         */
        post: operations["retry_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/deliveries/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出发送记录列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的消息
         * @description Your inbox; an enterprise's people share one.
         *
         *     Filters that go with an order:
         *
         *     - `created_at`: `receiver`, `receiver` + `unread`
         *
         *     `project_id` go with every order and every other filter.
         */
        get: operations["list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/messages/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 消息
         * @description One message of your inbox; looking at it does not mark it read.
         */
        get: operations["get_message"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/messages/{message_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 标为已读
         * @description Mark a message of your inbox as read; doing so twice changes nothing, so neither key nor If-Match is needed.
         */
        post: operations["read_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/messages/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出我的消息
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/messages/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 全部标为已读
         * @description Mark the messages of your inbox as read, all of them, up to one, or of one project. Doing so twice changes
         *     nothing, so no key is needed.
         */
        post: operations["read_all_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/messages/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的未读消息数
         * @description How many messages you have not read, counted up to 100.
         */
        get: operations["count_unread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的通知设置
         * @description How you want to be told; an enterprise's people share one setting.
         */
        get: operations["get_preference"];
        /**
         * 修改我的通知设置
         * @description Choose anew, as a whole: sending the same twice changes nothing, so neither key nor If-Match is needed.
         */
        put: operations["put_preference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notify/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代码表
         * @description Every code list of this service, and ``operation``: what ``next_actions`` offer. Each code has its Chinese
         *     and its English label. May be kept for an hour; 304 where it is still as you have it.
         */
        get: operations["get_notify_vocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 工单列表
         * @description The assignments of your body, or all where you oversee. ``status=open`` with ``mine`` is what waits for you.
         *
         *     Filters that go with an order:
         *
         *     - `created_at`: `body`, `status`, `body` + `status`, `mine`, `mine` + `status`, `body` + `mine`, `body` + `mine` + `status`
         *     - `updated_at`: `body`, `updated_since`
         *
         *     `project_id`, `acceptance_number`, `application_item_id` go with every order and every other filter.
         *
         *     `sort=updated_at` is a feed of changes. It tells a row once its last change is 30 seconds old, and
         *     misses none; its last page has a `next_cursor` too, from which the next reading goes on.
         */
        get: operations["list_assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/assignments/{assignment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 工单
         * @description One assignment.
         */
        get: operations["get_assignment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/assignments/{assignment_id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 签收工单
         * @description Take it up. Only the post that it stands with can; it stops climbing (notice 三(一)).
         */
        post: operations["acknowledge_assignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/assignments/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出工单列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 审计记录
         * @description Everything that was done in this service.
         *
         *     Filters that go with an order:
         *
         *     - `at`: `actor`, `on_behalf_of`, `actor` + `on_behalf_of`, `since`, `until`
         *
         *     `subject_id` go with every order and every other filter.
         */
        get: operations["list_routing_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出审计记录
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_routing_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 核验审计链
         * @description Walk the whole chain and recompute each hash: an altered entry breaks it, a removed one leaves a gap.
         */
        get: operations["verify_routing_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/bodies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 服务团队名录
         * @description The public directory of the bodies that take part (notice 四(三)).
         *
         *     Filters that go with an order:
         *
         *     - `position`: `kind`
         */
        get: operations["list_bodies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/bodies/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 部门及其名单
         * @description A body with the posts of its current roster (notice 三(一)).
         */
        get: operations["get_body"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事项目录
         * @description The approval, filing and public-service items (notice 二(三)).
         *
         *     Filters that go with an order:
         *
         *     - `code`: `stage`, `body`, `body` + `stage`
         */
        get: operations["list_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/items/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事项
         * @description One item; earlier versions stay readable.
         */
        get: operations["get_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/items/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出事项目录
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 岗位名录
         * @description The posts to choose from, by body: for whoever names an agent or a chief service officer, or looks for a desk.
         *
         *     Filters that go with an order:
         *
         *     - `position`: `role`, `body`, `body` + `role`
         *
         *     `title` go with every order and every other filter.
         */
        get: operations["list_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/posts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出岗位名录
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/project-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目类型
         * @description The project types with the limit of their whole course, all on one page.
         */
        get: operations["list_project_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/projects/{project_id}/chief-service-officer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目首席服务官
         * @description Who answers for the project, and who did before.
         */
        get: operations["get_officer"];
        put?: never;
        /**
         * 确定或交接项目首席服务官
         * @description Name the project's chief service officer, or hand over to the next; dated, and nothing is lost.
         */
        post: operations["appoint_officer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 阶段
         * @description The stages, all on one page.
         */
        get: operations["list_stages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代码表
         * @description Every code list of this service, and ``operation``: what ``next_actions`` offer. Each code has its Chinese
         *     and its English label. May be kept for an hour; 304 where it is still as you have it.
         */
        get: operations["get_routing_vocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 审计记录
         * @description Everything that was done in this service.
         *
         *     Filters that go with an order:
         *
         *     - `at`: `actor`, `on_behalf_of`, `actor` + `on_behalf_of`, `since`, `until`
         *
         *     `subject_id` go with every order and every other filter.
         */
        get: operations["list_tracking_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出审计记录
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_tracking_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 核验审计链
         * @description Walk the whole chain and recompute each hash: an altered entry breaks it, a removed one leaves a gap.
         */
        get: operations["verify_tracking_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 年度工作日
         * @description How many working days a year has, and which days differ from the weekly rhythm.
         */
        get: operations["get_calendar_year"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/calendar/due-date": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 推算到期日
         * @description When a limit of so many days runs out that runs from a day.
         */
        get: operations["get_due_date"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件列表
         * @description The cases that the caller may see: a body's people its own, an owner its own, others all.
         *
         *     Filters that go with an order:
         *
         *     - `opened_at`: `body`, `status`, `body` + `status`, `item_code`, `body` + `item_code`, `district`, `body` + `district`
         *     - `due_on`: `body`, `light`, `due_by`
         *     - `updated_at`: `body`, `updated_since`
         *
         *     `project_id`, `acceptance_number`, `application_item_id`, `officer` go with every order and every other filter.
         *
         *     `sort=updated_at` is a feed of changes. It tells a row once its last change is 30 seconds old, and
         *     misses none; its last page has a `next_cursor` too, from which the next reading goes on.
         */
        get: operations["list_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件详情
         * @description A case, its clock, and what the caller may do to it now.
         */
        get: operations["get_case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 办结
         * @description The body decides the case: passed, passed with gaps (容缺), or refused.
         */
        post: operations["decide_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}/decision/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更正文号或备注
         * @description Put right the document number or the remark of a decided case, with the reason; the owner is told.
         */
        post: operations["correct_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件的更正记录
         * @description What was corrected of its decision.
         *
         *     Filters that go with an order:
         *
         *     - `version`: none alone
         */
        get: operations["list_case_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}/outcome/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更正办理结果的登记
         * @description Put the outcome on record right, to what the decision's document says, with the reason; the owner is told.
         *
         *     A decision itself is changed by another decision only (行政许可法 69).
         */
        post: operations["correct_outcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}/special-procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 开始特别程序
         * @description A special procedure begins; where the item's rules say so, the clock stops from this day on.
         */
        post: operations["begin_special_procedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}/special-procedures/{procedure_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结束特别程序
         * @description The special procedure ends; the due date is reckoned anew from the day of acceptance, without its days.
         */
        post: operations["end_special_procedure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 部门开始办理
         * @description The body begins to handle the case.
         */
        post: operations["start_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/{case_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 撤回办件
         * @description The owner takes the case back before its decision, or its agent does under an agreement that covers the item.
         */
        post: operations["withdraw_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/cases/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出办件列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/projects/{project_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目进度总览
         * @description How far everything of a project is: officer, agreements, each item against its limit, the newest entries.
         */
        get: operations["get_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/projects/{project_id}/progress/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目进度实时推送
         * @description Server-Sent Events: one `change` per new entry, with its number as id and the entry as JSON.
         *
         *     Resumes after `Last-Event-ID` or `after` without a gap; without either it begins with what comes next. The
         *     server ends it from time to time, so that rights are checked anew: connect again, as EventSource does.
         */
        get: operations["stream_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/projects/{project_id}/progress/stream/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 项目进度实时推送的短时链接
         * @description A link to the live stream that needs no token for a few minutes, for `EventSource`, which can send none.
         *
         *     A stream that was opened goes on as any other; when the server ends it, open the next with a new ticket.
         */
        post: operations["issue_stream_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/projects/{project_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 项目进度记录
         * @description All that happened to a project.
         *
         *     Filters that go with an order:
         *
         *     - `number`: none alone
         */
        get: operations["list_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/projects/{project_id}/timeline/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出项目进度记录
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 办件统计
         * @description What came, what was decided, how and how fast, and what is open: of a body's own people their body; of overseers
         *     every body, or one.
         */
        get: operations["get_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待办列表
         * @description What waits for the caller; for who serves projects, what waits for anybody there; overseers see all.
         *
         *     Filters that go with an order:
         *
         *     - `due_on`: `party`, `kind`, `kind` + `party`, `mine`, `light`, `due_by`
         *     - `since`: `party`
         *
         *     `project_id` go with every order and every other filter.
         */
        get: operations["list_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/tasks/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出待办列表
         * @description All rows of the list as a table, narrowed and ordered as the list is.
         */
        get: operations["export_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/tasks/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待办实时推送
         * @description Server-Sent Events: one stream for all that waits for the caller, as its list has it.
         *
         *     It begins with `reset`: read the list (or its summary). After that comes a `change` for each task that was
         *     opened, moved (other kind, turn, last day or post) or closed, with its id and kind; and `reset` again wherever
         *     something may have been missed. The server ends it from time to time, so that rights are checked anew: connect
         *     again, as EventSource does.
         */
        get: operations["stream_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/tasks/stream/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 待办实时推送的短时链接
         * @description A link to the stream that needs no token for a few minutes, for `EventSource`, which can send none.
         */
        post: operations["issue_task_stream_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/tasks/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 待办统计
         * @description How much of each kind the list holds, and how it stands against its limits.
         */
        get: operations["summarise_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tracking/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 代码表
         * @description Every code list of this service, and ``operation``: what ``next_actions`` offer. Each code has its Chinese
         *     and its English label. May be kept for an hour; 304 where it is still as you have it.
         */
        get: operations["get_tracking_vocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description 批量受理结果: what came of each item, in the order in which they were named. */
        AcceptedItemsView: {
            accepted: number;
            items: components["schemas"]["AcceptedView"][];
            refused: number;
        };
        /** @description What came of one item: it is accepted, or there is a problem and it stays as it was. */
        AcceptedView: {
            accepted: boolean;
            /** @description as it is now; null where it was not accepted */
            item: components["schemas"]["ApplicationItemView"] | null;
            /** Format: uuid */
            item_id: string;
            /** @description why it was not; null where it was */
            problem: components["schemas"]["Problem"] | null;
        };
        /** @description One item that the window accepts. */
        AcceptItem: {
            /** Format: uuid */
            item_id: string;
            /**
             * @description the one that you read
             * @example 1
             */
            version: number;
        };
        /** @description Items that the window accepts, each for itself. */
        AcceptItems: {
            items: components["schemas"]["AcceptItem"][];
        };
        /** @description An agreement in a list. */
        AgreementRow: {
            agent: string;
            /** @description false: its agent's post is gone, and nobody acts under it */
            agent_on_roster: boolean;
            agent_title: string;
            agreement_number: string;
            /** Format: date-time */
            created_at: string;
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            item_codes: string[];
            next_actions: components["schemas"]["NextAction"][];
            owner_name: string;
            /** Format: uuid */
            project_id: string;
            project_name: string;
            reason: string | null;
            /** Format: uuid */
            request_id: string;
            signed_at: string | null;
            stages: components["schemas"]["Stage"][];
            status: components["schemas"]["AgreementStatus"];
            /** @description the state's number in practice, 1 to 9 */
            status_code: number;
            status_label: string;
            version: number;
        };
        /**
         * @description The nine states of an agreement in practice, in the order of their numbers there.
         * @enum {string}
         */
        AgreementStatus: "to_be_signed" | "signing_at_window" | "awaiting_applicant_seal" | "signed" | "declined" | "terminated_by_window" | "terminated" | "concluded_by_window" | "concluded";
        /** @description 代办委托协议. */
        AgreementView: {
            agent: string;
            /** @description false: its agent's post is gone, and nobody acts under it */
            agent_on_roster: boolean;
            agent_title: string;
            agreement_number: string;
            /** Format: date-time */
            created_at: string;
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            item_codes: string[];
            next_actions: components["schemas"]["NextAction"][];
            /** Format: uuid */
            project_id: string;
            reason: string | null;
            /** Format: uuid */
            request_id: string;
            signed_at: string | null;
            stages: components["schemas"]["Stage"][];
            status: components["schemas"]["AgreementStatus"];
            /** @description the state's number in practice, 1 to 9 */
            status_code: number;
            status_label: string;
            version: number;
        };
        /** @description 已全部标为已读. */
        AllReadView: {
            /** @description how many were marked; 0 where all were read already */
            count: number;
        };
        /** @description For which projects the item applies. */
        ApplicabilityView: {
            /** @description for people to judge */
            condition: string;
            investment: components["schemas"]["Investment"][];
            /** @description absent: every type */
            project_types: components["schemas"]["ProjectType"][] | null;
        };
        /** @description An item that the project may need, with the materials to prepare. */
        ApplicableItemView: {
            body: string;
            code: string;
            materials: string[];
            name: string;
            stage: components["schemas"]["Stage"];
        };
        /** @description An item in a list. */
        ApplicationItemRow: {
            acceptance_number: string | null;
            accepted_at: string | null;
            /** Format: uuid */
            application_id: string;
            body: string;
            /** @description its case was decided or withdrawn: it may be handed in again */
            case_ended_at: string | null;
            /** @description accepted by law, because no notice came within 5 working days */
            deemed: boolean;
            /** Format: uuid */
            id: string;
            item_code: string;
            item_name: string;
            material_ids: string[];
            missing: string[];
            next_actions: components["schemas"]["NextAction"][];
            owner_name: string;
            /** Format: uuid */
            project_id: string;
            project_name: string;
            reason: string | null;
            /** Format: date-time */
            received_at: string;
            stage: components["schemas"]["Stage"];
            status: components["schemas"]["ItemStatus"];
            status_label: string;
            supplement_told_at: string | null;
            /** @description when the window asked that its acceptance be undone */
            undo_asked_at: string | null;
            /** @description why the window asked for that */
            undo_reason: string | null;
            /** @description why its acceptance stands though the window asked */
            undo_refusal: components["schemas"]["UndoRefusal"] | null;
            undo_refusal_label: string | null;
            /** @description its acceptance was undone: the window has to answer anew */
            undone_at: string | null;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** @description One item of a package on its way to acceptance. */
        ApplicationItemView: {
            acceptance_number: string | null;
            accepted_at: string | null;
            /** Format: uuid */
            application_id: string;
            body: string;
            /** @description its case was decided or withdrawn: it may be handed in again */
            case_ended_at: string | null;
            /** @description accepted by law, because no notice came within 5 working days */
            deemed: boolean;
            /** Format: uuid */
            id: string;
            item_code: string;
            item_name: string;
            material_ids: string[];
            missing: string[];
            next_actions: components["schemas"]["NextAction"][];
            /** Format: uuid */
            project_id: string;
            reason: string | null;
            /** Format: date-time */
            received_at: string;
            stage: components["schemas"]["Stage"];
            status: components["schemas"]["ItemStatus"];
            status_label: string;
            supplement_told_at: string | null;
            /** @description when the window asked that its acceptance be undone */
            undo_asked_at: string | null;
            /** @description why the window asked for that */
            undo_reason: string | null;
            /** @description why its acceptance stands though the window asked */
            undo_refusal: components["schemas"]["UndoRefusal"] | null;
            undo_refusal_label: string | null;
            /** @description its acceptance was undone: the window has to answer anew */
            undone_at: string | null;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** @description A package in a list. */
        ApplicationRow: {
            agreement_id: string | null;
            application_number: string;
            /** Format: uuid */
            id: string;
            items: components["schemas"]["ApplicationItemView"][];
            next_actions: components["schemas"]["NextAction"][];
            on_behalf_of: string;
            owner_name: string;
            /** Format: uuid */
            project_id: string;
            project_name: string;
            /** Format: date-time */
            received_at: string;
            submitted_by: string;
        };
        /** @description 综合受理件: a package. ``on_behalf_of`` is always the owner; ``submitted_by`` says who brought it. */
        ApplicationView: {
            agreement_id: string | null;
            application_number: string;
            /** Format: uuid */
            id: string;
            items: components["schemas"]["ApplicationItemView"][];
            next_actions: components["schemas"]["NextAction"][];
            on_behalf_of: string;
            /** Format: uuid */
            project_id: string;
            /** Format: date-time */
            received_at: string;
            submitted_by: string;
        };
        /** @description Who is to answer for the project from now on. */
        AppointOfficer: {
            /**
             * @description subject of a post whose role is project_officer
             * @example GSD-cso-1
             */
            officer: string;
        };
        /**
         * @description The highest level whose approval the project needs from the city or below.
         * @enum {string}
         */
        ApprovalAuthority: "municipal" | "district";
        /**
         * @description Where an assignment stands.
         * @enum {string}
         */
        AssignmentStatus: "open" | "acknowledged" | "closed";
        /** @description 工单. */
        AssignmentView: {
            acceptance_number: string;
            acknowledged_at: string | null;
            /** Format: uuid */
            application_item_id: string;
            assignee: string;
            assignee_title: string;
            body: string;
            closed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            item_code: string;
            item_name: string;
            level: components["schemas"]["Level"];
            level_label: string;
            next_actions: components["schemas"]["RoutingNextAction"][];
            note: string | null;
            /** Format: uuid */
            project_id: string;
            project_name: string;
            status: components["schemas"]["AssignmentStatus"];
            status_label: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** @description 一次发送: one attempt. outcome null: cut off (or running), whether it arrived is not known. */
        AttemptView: {
            /** Format: date-time */
            begun_at: string;
            /** @description SMTP reply code */
            code: number | null;
            detail: string | null;
            ended_at: string | null;
            number: number;
            outcome: components["schemas"]["NotifyOutcome"] | null;
            outcome_label: string | null;
        };
        /**
         * @description Something that was done: by whom, for whom, to what, and how that was before and after.
         *
         *     position and hash: its place in the chain; absent until it is sealed, a moment later.
         */
        AuditEntryView: {
            action: string;
            actor: string;
            after: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            at: string;
            before: {
                [key: string]: unknown;
            } | null;
            hash: string | null;
            id: number;
            on_behalf_of: string | null;
            position: number | null;
            request_id: string | null;
            subject_id: string;
            subject_kind: string;
        };
        /** @description What is filled in so far, and of which form. */
        BeginDraft: {
            /** @description the agreement under which an agent fills it in */
            agreement_id?: string | null;
            /**
             * @description fields of the operation's body as far as they are filled in, up to 64 KiB of JSON
             * @example {
             *       "modes": [
             *         "consult",
             *         "act"
             *       ]
             *     }
             */
            content: {
                [key: string]: unknown;
            };
            /** @example submit_request */
            operation: components["schemas"]["DraftedOperation"];
            /** @description what it is about; none to register a project */
            project_id?: string | null;
            /**
             * @description by which you find it again
             * @example 黄埔厂房代办申请
             */
            title: string;
        };
        /** @description Which special procedure begins. */
        BeginSpecialProcedure: {
            /**
             * @description one of the case's available_special_procedures
             * @example expert_review
             */
            type: string;
        };
        /**
         * @description What sort of body it is, seen from the notice.
         * @enum {string}
         */
        BodyKind: "bureau" | "utility" | "data_bureau" | "outside" | "district";
        /** @description 部门、公共服务单位或区. */
        BodyView: {
            code: string;
            full_name: string;
            kind: components["schemas"]["BodyKind"];
            kind_label: string;
            name: string;
            note: string | null;
        };
        /** @description The same of a body, and of each of its items that had any. */
        BodyWorkView: {
            body: string;
            body_label: string;
            /** @description calendar days from acceptance to decision, stops included, on average; null where none was decided */
            days_mean: number | null;
            /** @description in the time: passed, passed with gaps, or refused */
            decided: number;
            /** @description of the decided, those whose clock had not run out */
            in_time: number;
            items: components["schemas"]["ItemWorkView"][];
            late: number;
            /** @description cases that are open now, whenever they came */
            open: number;
            open_normal: number;
            open_overdue: number;
            open_ran_out: number;
            /** @description whose clock stands still, in a special procedure */
            open_stopped: number;
            open_warning: number;
            /** @description that no clock runs for: 未核定, or none of its own */
            open_without_clock: number;
            /** @description cases that were opened in the time; never one whose acceptance was undone */
            opened: number;
            passed: number;
            passed_with_gaps: number;
            /** @description of the decided, those whose clock had run out when they were accepted by law */
            ran_out: number;
            refused: number;
            /** @description by the applicant, in the time */
            withdrawn: number;
            /** @description of the decided, those that no clock ran for: 未核定, or none of its own */
            without_clock: number;
        };
        /** @description A year's working days. */
        CalendarYearView: {
            /** @description weekend days that are worked (调休) */
            adjusted_working_days: string[];
            /** @description Mondays to Fridays that are not worked */
            days_off: string[];
            /** @description from when on the announcement of the next year, or of this one, may arrange its days anew */
            provisional_from: string | null;
            /** @description whether the State Council has announced the year's days off */
            published: boolean;
            /** @description for each quarter, the 5th working day, by which the return on the quarter before is filed */
            quarterly_returns_due: string[];
            working_days: number;
            year: number;
        };
        /** @description A case in a list. */
        CaseRow: {
            acceptance_number: string;
            /** Format: date-time */
            accepted_at: string;
            /** Format: uuid */
            application_item_id: string;
            available_special_procedures: components["schemas"]["ProcedureRuleView"][];
            body: string;
            body_label: string;
            clock: components["schemas"]["ClockView"];
            closed_at: string | null;
            /** @description accepted by law, for no notice came in time (行政许可法 32) */
            deemed: boolean;
            document_number: string | null;
            /** Format: uuid */
            id: string;
            item_code: string;
            item_name: string;
            /** @description 办件状态 (blzt) of the national exchange standard */
            national_code: number;
            next_actions: components["schemas"]["TrackingNextAction"][];
            /** Format: date-time */
            opened_at: string;
            outcome: components["schemas"]["Outcome"] | null;
            outcome_label: string | null;
            owner_name: string;
            /** Format: uuid */
            project_id: string;
            project_name: string;
            /** @description of the decision, or why it was withdrawn or its acceptance undone */
            remark: string | null;
            special_procedures: components["schemas"]["TrackingSpecialProcedureView"][];
            stage: components["schemas"]["Stage"];
            stage_label: string;
            status: components["schemas"]["CaseStatus"];
            status_label: string;
            /** @description a special procedure stops the clock */
            suspended: boolean;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /**
         * @description Where a case stands.
         * @enum {string}
         */
        CaseStatus: "accepted" | "in_handling" | "special_procedure" | "decided" | "withdrawn" | "annulled";
        /** @description A case (办件). */
        CaseView: {
            acceptance_number: string;
            /** Format: date-time */
            accepted_at: string;
            /** Format: uuid */
            application_item_id: string;
            available_special_procedures: components["schemas"]["ProcedureRuleView"][];
            body: string;
            body_label: string;
            clock: components["schemas"]["ClockView"];
            closed_at: string | null;
            /** @description accepted by law, for no notice came in time (行政许可法 32) */
            deemed: boolean;
            document_number: string | null;
            /** Format: uuid */
            id: string;
            item_code: string;
            item_name: string;
            /** @description 办件状态 (blzt) of the national exchange standard */
            national_code: number;
            next_actions: components["schemas"]["TrackingNextAction"][];
            /** Format: date-time */
            opened_at: string;
            outcome: components["schemas"]["Outcome"] | null;
            outcome_label: string | null;
            /** Format: uuid */
            project_id: string;
            /** @description of the decision, or why it was withdrawn or its acceptance undone */
            remark: string | null;
            special_procedures: components["schemas"]["TrackingSpecialProcedureView"][];
            stage: components["schemas"]["Stage"];
            stage_label: string;
            status: components["schemas"]["CaseStatus"];
            status_label: string;
            /** @description a special procedure stops the clock */
            suspended: boolean;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** @description One field of a correction: what it was, and what it is since then. */
        ChangeView: {
            after: string | null;
            /** @description of a code, its label */
            after_label: string | null;
            before: string | null;
            /** @description of a code, its label */
            before_label: string | null;
            field: string;
            field_label: string;
        };
        /**
         * @description How a request came.
         * @enum {string}
         */
        Channel: "online" | "window" | "phone" | "on_site";
        /**
         * @description Where a claim on a project stands.
         * @enum {string}
         */
        ClaimStatus: "filed" | "granted" | "refused" | "withdrawn";
        /** @description 项目归属认领. The claimant is not told whose the project is, nor what that says; its papers are not for that. */
        ClaimView: {
            claimant_name: string;
            claimant_uscc: string;
            closed_at: string | null;
            /** @description of the owner whose project is claimed; absent for the claimant */
            comment: string | null;
            commented_at: string | null;
            /** @description why it was granted, refused or withdrawn */
            decision: string | null;
            /** Format: date-time */
            filed_at: string;
            /** @description whose project it was; absent for the claimant */
            holder_uscc: string | null;
            /** Format: uuid */
            id: string;
            next_actions: components["schemas"]["NextAction"][];
            /** @description empty for the owner whose project is claimed */
            papers: components["schemas"]["PaperView"][];
            project_code: string;
            /** @description absent for the claimant */
            project_id: string | null;
            reason: string;
            status: components["schemas"]["ClaimStatus"];
            status_label: string;
            version: number;
        };
        /**
         * @description The clock of a case. Where no limit is confirmed (未核定), or the item has none of its own (无单独时限), no clock
         *     runs, and all the rest is absent.
         */
        ClockView: {
            /** @description the last day in time; absent while the clock is stopped, and where it was annulled */
            due_on?: string | null;
            /** @description absent while the clock is stopped, where it had run out and where it was annulled */
            light?: components["schemas"]["Light"] | null;
            /** @description 时限状态 of the national exchange standard */
            light_code?: number | null;
            light_label?: string | null;
            limit?: components["schemas"]["TrackingLimitView"] | null;
            limit_status: components["schemas"]["LimitStatus"];
            limit_status_label: string;
            /**
             * @description a calendar that is still to be announced may move it
             * @default false
             */
            provisional?: boolean;
            /**
             * @description the item counts as accepted by law, and by the day on which the case was opened its limit had ended: nobody was late
             * @default false
             */
            ran_out?: boolean;
            /** @description in the limit's unit; 0 on the due day, negative after it */
            remaining_days?: number | null;
            /** @description in the limit's unit */
            used_days?: number | null;
        };
        /** @description 代码及其名称. */
        CodeView: {
            code: string;
            /** @description a hint in what to show it; null where it does not say how well something stands */
            colour: ("green" | "blue" | "yellow" | "red" | "grey") | null;
            label: string;
            label_en: string;
            /** @description its place in the list, from 0 */
            order: number;
        };
        /** @description What the owner has to say to a claim on its project. */
        CommentOnClaim: {
            /** @example 该项目由我单位建设，土地使用权证在我单位名下。 */
            comment: string;
        };
        /**
         * @description What a ground asks for.
         * @enum {string}
         */
        Condition: "municipal_coordinated_fiscal_funds" | "building_or_urban_infrastructure" | "social_investment" | "new_rebuild_or_extension" | "municipal_approval_authority" | "designated_by_the_city";
        /** @description A condition that is not met. */
        ConditionView: {
            code: components["schemas"]["Condition"];
            label: string;
        };
        /**
         * @description How a figure is known. Only the first two were read in a source, and only they may start a clock.
         * @enum {string}
         */
        Confidence: "verified" | "partly_verified" | "own_knowledge" | "unknown";
        /**
         * @description How it is built.
         * @enum {string}
         */
        ConstructionNature: "new" | "rebuild" | "extension" | "other";
        /** @description An owner's contact, unmasked. Each look at it is on record. */
        ContactView: {
            contact_name: string;
            contact_phone: string;
        };
        /** @description What is right beside the outcome, and why it is corrected. */
        CorrectDecision: {
            /**
             * @description number of the decision's document (批复文号)
             * @example 穗规划资源许〔2026〕2号
             */
            document_number?: string | null;
            /** @example 项目安排有变。 */
            reason: string;
            remark?: string | null;
        };
        /** @description 工程建设项目, whose eligibility was decided anew after a correction. */
        CorrectedProjectView: {
            authority: components["schemas"]["ApprovalAuthority"];
            authority_label: string;
            /** Format: date-time */
            created_at: string;
            district: components["schemas"]["District"];
            district_label: string;
            eligibility: components["schemas"]["EligibilityView"];
            funding: components["schemas"]["FundingSource"];
            funding_label: string;
            /** @description the notice's grounds that held before */
            had_grounds: components["schemas"]["Ground"][];
            /** Format: uuid */
            id: string;
            investment: components["schemas"]["Investment"];
            investment_label: string;
            /** @description 文号 by which the city designated a key project */
            key_project_document: string | null;
            name: string;
            nature: components["schemas"]["ConstructionNature"];
            nature_label: string;
            next_actions: components["schemas"]["NextAction"][];
            /** Format: uuid */
            owner_id: string;
            owner_uscc: string;
            project_code: string;
            project_type: components["schemas"]["ProjectType"];
            project_type_label: string;
            total_investment: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
            warnings: components["schemas"]["WarningView"][];
            /** @description whether the service was open to it before */
            was_eligible: boolean;
            works: components["schemas"]["WorksKind"];
            works_label: string;
        };
        /** @description The outcome that the decision's document says, its number, and why the record is corrected. */
        CorrectOutcome: {
            /**
             * @description as in a decision: an approval needs one
             * @example 穗规划资源许〔2026〕2号
             */
            document_number?: string | null;
            outcome: components["schemas"]["Outcome"];
            /** @example 项目安排有变。 */
            reason: string;
        };
        /** @description What is right of an enterprise's name and contact, and why it is corrected. */
        CorrectOwner: {
            contact_name?: string | null;
            /** @example 020-83000000转802 */
            contact_phone?: string | null;
            name?: string | null;
            /** @example 项目安排有变。 */
            reason: string;
        };
        /** @description The right name or amount, and why it is corrected. */
        CorrectProject: {
            name?: string | null;
            /** @example 项目安排有变。 */
            reason: string;
            /**
             * @description yuan
             * @example 186500000.00
             */
            total_investment?: number | string | null;
        };
        /** @description What is right of the facts that eligibility rests on, and why they are corrected. */
        CorrectProjectFacts: {
            authority?: components["schemas"]["ApprovalAuthority"] | null;
            /**
             * @description 行政区划代码
             * @example 440113
             */
            district?: components["schemas"]["District"] | null;
            funding?: components["schemas"]["FundingSource"] | null;
            investment?: components["schemas"]["Investment"] | null;
            /** @description 文号 by which the city designated a key project; null: it has designated none */
            key_project_document?: string | null;
            nature?: components["schemas"]["ConstructionNature"] | null;
            project_type?: components["schemas"]["ProjectType"] | null;
            /** @example 项目安排有变。 */
            reason: string;
            works?: components["schemas"]["WorksKind"] | null;
        };
        /** @description How the body decides. */
        Decision: {
            /**
             * @description number of the decision's document (批复文号); an approval needs one
             * @example 穗规划资源许〔2026〕1号
             */
            document_number?: string | null;
            outcome: components["schemas"]["Outcome"];
            remark?: string | null;
        };
        /**
         * @description Where a delivery stands.
         * @enum {string}
         */
        DeliveryStatus: "pending" | "delivered" | "failed" | "cancelled";
        /** @description 发送记录: a message on its way through one channel; without the message's words. */
        DeliveryView: {
            /** @description masked */
            address: string | null;
            attempts: number;
            channel: components["schemas"]["NotifyChannel"];
            channel_label: string;
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            message_id: string;
            next_actions: components["schemas"]["NotifyNextAction"][];
            next_attempt_at: string | null;
            /** @description why the last attempt failed */
            reason: string | null;
            receiver: string;
            status: components["schemas"]["DeliveryStatus"];
            status_label: string;
            version: number;
        };
        /** @description 发送记录及每次发送的结果. */
        DeliveryWithAttemptsView: {
            /** @description masked */
            address: string | null;
            attempt_list: components["schemas"]["AttemptView"][];
            attempts: number;
            channel: components["schemas"]["NotifyChannel"];
            channel_label: string;
            /** Format: date-time */
            created_at: string;
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            message_id: string;
            next_actions: components["schemas"]["NotifyNextAction"][];
            next_attempt_at: string | null;
            /** @description why the last attempt failed */
            reason: string | null;
            receiver: string;
            status: components["schemas"]["DeliveryStatus"];
            status_label: string;
            version: number;
        };
        /**
         * @description The city's eleven districts, by their administrative code (GB/T 2260).
         * @enum {string}
         */
        District: "440103" | "440104" | "440105" | "440106" | "440111" | "440112" | "440113" | "440114" | "440115" | "440117" | "440118";
        /** @description A district of the city. */
        DistrictView: {
            code: components["schemas"]["District"];
            label: string;
        };
        /** @description 卷宗: all that a decision on the item needs. */
        DossierView: {
            /** @description under which an agent handed it in; absent: the owner did */
            agreement: components["schemas"]["AgreementView"] | null;
            /** @description the other times at which the project handed in the same item, the newest first */
            earlier: components["schemas"]["ApplicationItemView"][];
            item: components["schemas"]["ApplicationItemView"];
            /** @description of the item, as handed in and supplemented */
            materials: components["schemas"]["MaterialView"][];
            next_actions: components["schemas"]["NextAction"][];
            /** @description its contact masked; to look at it: reveal_item_contact */
            owner: components["schemas"]["OwnerView"];
            package: components["schemas"]["PackageView"];
            project: components["schemas"]["ProjectView"];
        };
        /** @description A mandate to be signed: for which stages, for which of their items, by whom. */
        DraftAgreement: {
            /**
             * @description subject of the post that will act; its role is service_officer or project_officer
             * @example GSD-officer-1
             */
            agent: string;
            /** @description empty: every item of the stages; absent: [] */
            item_codes?: string[];
            /** Format: uuid */
            request_id: string;
            stages: components["schemas"]["Stage"][];
        };
        /**
         * @description What a draft may be filled in for: what begins something.
         * @enum {string}
         */
        DraftedOperation: "register_project" | "submit_request" | "submit_application";
        /** @description A draft in a list: its content stands in the draft itself. */
        DraftRow: {
            /** @description the agreement under which its agent fills it in */
            agreement_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            next_actions: components["schemas"]["NextAction"][];
            operation: components["schemas"]["DraftedOperation"];
            operation_label: string;
            project_id: string | null;
            project_name: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** @description 草稿: what its keeper has filled in so far, and nobody else sees. */
        DraftView: {
            /** @description the agreement under which its agent fills it in */
            agreement_id: string | null;
            content: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            next_actions: components["schemas"]["NextAction"][];
            operation: components["schemas"]["DraftedOperation"];
            operation_label: string;
            project_id: string | null;
            project_name: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** @description When a limit runs out. */
        DueDateView: {
            /** Format: date */
            base: string;
            days: number;
            /** Format: date */
            due_on: string;
            /** @description a calendar that is still to be announced may move it */
            provisional: boolean;
            unit: components["schemas"]["LimitUnit"];
            unit_label: string;
        };
        /** @description 适用范围: whether the service is open to the project, ground by ground (notice 二(二)). */
        EligibilityView: {
            eligible: boolean;
            grounds: components["schemas"]["GroundView"][];
            override: components["schemas"]["OverrideView"] | null;
        };
        /** @description 项目单位, whose matters an owner sees. */
        EnterpriseView: {
            name: string | null;
            /** @description null: it is not registered yet */
            owner_id: string | null;
            /**
             * @description 统一社会信用代码
             * @example 91440101000000001M
             */
            uscc: string;
        };
        /** @description One thing that happened to the project. */
        EntryView: {
            /** Format: date-time */
            at: string;
            data: {
                [key: string]: unknown;
            };
            /** @description stable code, such as case.decided */
            kind: string;
            /** @description from 1 without gaps within the project; the id of the live stream's event */
            number: number;
            subject_id: string;
            subject_kind: string;
            words_en: string;
            words_zh: string;
        };
        /** @description One field that breaks a rule. */
        FieldProblem: {
            code: string;
            detail: string;
            /**
             * @description name of the query, path or header parameter
             * @default null
             */
            parameter?: string | null;
            /**
             * @description RFC 6901 JSON pointer into the request body
             * @default null
             */
            pointer?: string | null;
        };
        FileClaim: {
            /**
             * Format: binary
             * @description PDF, image, drawing, office document or archive, up to 20 MiB
             */
            file: Blob;
            /**
             * @description what the paper is called
             * @example 国有土地使用权出让合同
             */
            name: string;
            /**
             * Format: uuid
             * @description the claimant: your own enterprise
             */
            owner_id: string;
            /**
             * @description 投资项目统一代码 that another has registered
             * @example 2018-440112-47-03-834191
             */
            project_code: string;
            /**
             * @description why the project is yours
             * @example 该项目的用地由我单位取得。
             */
            reason: string;
        };
        /**
         * @description Where the money comes from.
         * @enum {string}
         */
        FundingSource: "municipal_coordinated_fiscal" | "other_fiscal" | "social";
        /**
         * @description The notice's three grounds, any of which suffices (二(二)).
         * @enum {string}
         */
        Ground: "municipal_fiscal" | "social_investment" | "key_project";
        /** @description What was found for one of the notice's grounds. */
        GroundView: {
            failing: components["schemas"]["ConditionView"][];
            ground: components["schemas"]["Ground"];
            ground_label: string;
            holds: boolean;
        };
        /** @description 批量提交结果: what came of each file, in the order in which they came. */
        HandedInFilesView: {
            files: components["schemas"]["HandedInView"][];
            handed_in: number;
            refused: number;
        };
        /** @description What came of one file: it is a material, or there is a problem and nothing is kept of it. */
        HandedInView: {
            file_name: string;
            handed_in: boolean;
            /** @description also where the same file was there already; null where refused */
            material: components["schemas"]["MaterialView"] | null;
            /** @description why it was refused; null where it was not */
            problem: components["schemas"]["Problem"] | null;
        };
        HandInClaimPaper: {
            /**
             * Format: binary
             * @description PDF, image, drawing, office document or archive, up to 20 MiB
             */
            file: Blob;
            /**
             * @description what the paper is called
             * @example 国有土地使用权出让合同
             */
            name: string;
        };
        HandInMaterial: {
            /** @description the agreement under which an agent hands it in; empty, as browsers send it, says nothing */
            agreement_id?: string | null;
            /**
             * Format: binary
             * @description PDF, image, drawing, office document or archive, up to 20 MiB
             */
            file: Blob;
            /** @description absent: electronic */
            kind?: components["schemas"]["MaterialKind"];
            /**
             * @description what the material is called in the item's list
             * @example 可行性研究报告
             */
            name: string;
        };
        HandInMaterials: {
            /** @description the agreement under which an agent hands it in; empty, as browsers send it, says nothing */
            agreement_id?: string | null;
            /** @description up to 20 files, 200 MiB together, each called as its file is */
            file: Blob[];
            /** @description of all of them; absent: electronic */
            kind?: components["schemas"]["MaterialKind"];
        };
        /** @description With whom an item stands. */
        HandlingView: {
            acknowledged_at: string | null;
            level: components["schemas"]["Level"];
            level_label: string;
            title: string;
        };
        /**
         * @description Who invests.
         * @enum {string}
         */
        Investment: "government" | "private";
        /**
         * @description What sort of act the item is.
         * @enum {string}
         */
        ItemKind: "administrative_license" | "filing" | "public_service" | "other";
        /**
         * @description Where one item of a package stands on its way to acceptance.
         * @enum {string}
         */
        ItemStatus: "received" | "supplement_required" | "accepted" | "undo_asked" | "not_a_matter" | "not_competent" | "retracted";
        /** @description 事项, in one version. */
        ItemView: {
            applicability: components["schemas"]["ApplicabilityView"];
            body: string;
            body_label: string;
            code: string;
            committed_limit: components["schemas"]["LimitFigureView"];
            confidence: components["schemas"]["Confidence"];
            handled_with: string[];
            kind: components["schemas"]["ItemKind"];
            kind_label: string;
            legal_basis: string[];
            /** @description the limit that starts a clock; absent: 未核定 */
            limit: components["schemas"]["LimitView"] | null;
            limit_status: components["schemas"]["LimitStatus"];
            limit_status_label: string;
            materials: string[];
            name: string;
            note: string | null;
            /** @description each group is needed; one applicable code of it is enough */
            prerequisites: string[][];
            result: string;
            sources: components["schemas"]["SourceView"][];
            special_procedures: components["schemas"]["SpecialProcedureView"][];
            stage: components["schemas"]["Stage"];
            stage_label: string;
            statutory_limit: components["schemas"]["LimitFigureView"];
            /** @description who must confirm a limit that is 未核定: the body */
            to_be_confirmed_by: string | null;
            /** Format: date */
            valid_from: string;
            /** @description absent: the current version */
            valid_until: string | null;
            version: number;
        };
        /** @description The same of one item. */
        ItemWorkView: {
            /** @description calendar days from acceptance to decision, stops included, on average; null where none was decided */
            days_mean: number | null;
            /** @description in the time: passed, passed with gaps, or refused */
            decided: number;
            /** @description of the decided, those whose clock had not run out */
            in_time: number;
            item_code: string;
            item_name: string;
            late: number;
            /** @description cases that are open now, whenever they came */
            open: number;
            open_normal: number;
            open_overdue: number;
            open_ran_out: number;
            /** @description whose clock stands still, in a special procedure */
            open_stopped: number;
            open_warning: number;
            /** @description that no clock runs for: 未核定, or none of its own */
            open_without_clock: number;
            /** @description cases that were opened in the time; never one whose acceptance was undone */
            opened: number;
            passed: number;
            passed_with_gaps: number;
            /** @description of the decided, those whose clock had run out when they were accepted by law */
            ran_out: number;
            refused: number;
            /** @description by the applicant, in the time */
            withdrawn: number;
            /** @description of the decided, those that no clock ran for: 未核定, or none of its own */
            without_clock: number;
        };
        /** @description How many tasks of a kind there are, and how their clocks stand. */
        KindCount: {
            count: number;
            /** @description false: there are more than 1000 */
            count_exact: boolean;
            kind: components["schemas"]["TaskKind"];
            kind_label: string;
            normal: number;
            overdue: number;
            warning: number;
        };
        /**
         * @description A language that people are told things in.
         * @enum {string}
         */
        Language: "zh" | "en";
        /**
         * @description With which post something stands, lowest first (notice 三(一)).
         * @enum {string}
         */
        Level: "handler" | "chief_service_officer" | "leader" | "leading_group";
        /**
         * @description How a thing stands against its limit.
         * @enum {string}
         */
        Light: "normal" | "warning" | "overdue";
        /**
         * @description On what a figure rests. GENERAL_RULE is the default of the law where an item's own norm is silent.
         * @enum {string}
         */
        LimitBasis: "own_norm" | "own_norm_no_separate_limit" | "general_rule" | "city_guide" | "city_norm" | "other_city_guide" | "press" | "text_read_no_figure" | "text_not_confirmed";
        /** @description A limit as it is known, whether checked or not. */
        LimitFigureView: {
            /** @description when it was looked up */
            as_of: string | null;
            /** @description on what it rests; general_rule: 法定默认 */
            basis: components["schemas"]["LimitBasis"] | null;
            basis_label: string | null;
            confidence: components["schemas"]["Confidence"];
            /** @description absent: not known */
            days: number | null;
            extension_days: number | null;
            note: string | null;
            /** @description in which copy it was read */
            read: string | null;
            /** @description applicant: a duty of the builder, no clock of the office */
            side: components["schemas"]["LimitSide"];
            side_label: string;
            /** @description the norm, guide or report, with its article */
            source: string | null;
            /** @description an old figure, which runs no clock */
            stale: boolean;
            unit: components["schemas"]["LimitUnit"];
            /** @description the word of the norm, such as 日 */
            unit_as_written: string | null;
            unit_label: string;
        };
        /**
         * @description Whose time a figure is.
         * @enum {string}
         */
        LimitSide: "office" | "applicant";
        /**
         * @description Whether a clock runs for an item.
         * @enum {string}
         */
        LimitStatus: "confirmed" | "unconfirmed" | "none_of_its_own";
        /**
         * @description What a limit counts: 行政许可法 82 counts working days; utilities and some laws promise calendar days.
         * @enum {string}
         */
        LimitUnit: "working_day" | "calendar_day";
        /** @description A limit that runs a clock; 0 days is 即时. */
        LimitView: {
            days: number;
            unit: components["schemas"]["LimitUnit"];
            unit_label: string;
        };
        /** @description A post that can be chosen, with its body. */
        ListedPostView: {
            body: string;
            body_name: string;
            /** @description of the office */
            email: string | null;
            /** @description of the office */
            phone: string | null;
            role: components["schemas"]["PostRole"];
            role_label: string;
            subject: string;
            title: string;
        };
        /**
         * @description 材料形式, with the codes of the city's joint approval platform in ``KIND_CODES``.
         * @enum {string}
         */
        MaterialKind: "paper_scan" | "electronic" | "approval_result" | "joint_review_scheme" | "gap_material" | "commitment" | "electronic_license" | "joint_drawing_review";
        /**
         * @description Whether a material can be used.
         * @enum {string}
         */
        MaterialStatus: "handed_in" | "withdrawn";
        /** @description 申请材料. */
        MaterialView: {
            agreement_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["MaterialKind"];
            kind_label: string;
            media_type: string;
            name: string;
            next_actions: components["schemas"]["NextAction"][];
            /** Format: uuid */
            project_id: string;
            /** @description of the content, hexadecimal */
            sha256: string;
            /** @description bytes */
            size: number;
            status: components["schemas"]["MaterialStatus"];
            status_label: string;
            uploaded_by: string;
            version: number;
        };
        /** @description 站内消息: a message in your inbox, in the words of the moment it was written. */
        MessageView: {
            body: string;
            /** Format: date-time */
            created_at: string;
            /** @description type of the event that it tells of (docs/events.md) */
            event_type: string;
            event_type_label: string;
            /** Format: uuid */
            id: string;
            language: components["schemas"]["Language"];
            next_actions: components["schemas"]["NotifyNextAction"][];
            /** Format: date-time */
            occurred_at: string;
            /** Format: uuid */
            project_id: string;
            read_at: string | null;
            subject: string;
            /** @description id of what the event speaks of: agreement, application item, case … */
            subject_id: string;
        };
        /**
         * @description 服务方式 (notice 二(四)).
         * @enum {string}
         */
        Mode: "consult" | "guide" | "coordinate" | "act";
        /** @description 部门, whose matters a body's people see. */
        MyBodyView: {
            /** @example PNR */
            code: string;
            name: string;
        };
        /** @description 本人: who you are to the service, by your token and what is registered. */
        MyselfView: {
            /** @description of a body's people */
            body: components["schemas"]["MyBodyView"] | null;
            /** @description of an owner */
            enterprise: components["schemas"]["EnterpriseView"] | null;
            /** @description of the token; may be empty */
            name: string;
            /** @description what you may start with nothing at hand */
            next_actions: components["schemas"]["NextAction"][];
            /** @description null for enterprises, systems, and who is on no roster */
            post: components["schemas"]["SeatView"] | null;
            roles: components["schemas"]["RoleView"][];
            /** @description of a system: what its token opens */
            scopes: components["schemas"]["ScopeView"][] | null;
            subject: string;
        };
        /**
         * @description 下一步: what you may do now, as the call that does it. Send what ``prefill`` says and what you add to it.
         * @example {
         *       "operation_id": "correct_owner",
         *       "label": "更正单位信息",
         *       "label_en": "correct the enterprise's particulars",
         *       "method": "POST",
         *       "path": "/api/intake/v1/owners/019ab0c4-5e7d-7c21-9b1f-3f2a6d8e4c10/correct",
         *       "needs": [
         *         "If-Match"
         *       ],
         *       "media_type": "application/json",
         *       "body_schema": "CorrectOwner",
         *       "prefill": {}
         *     }
         */
        NextAction: {
            /** @description the body's schema, by its name among this document's components */
            body_schema: string | null;
            /** @description what a button says */
            label: string;
            label_en: string;
            /** @description of the body; null: it takes none */
            media_type: string | null;
            /** @enum {string} */
            method: "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description headers: the version that you read as If-Match; a key of your own */
            needs: ("If-Match" | "Idempotency-Key")[];
            /**
             * @description of the operation in this document
             * @enum {string}
             */
            operation_id: "register_owner" | "register_project" | "file_claim" | "correct_owner" | "reveal_contact" | "submit_request" | "submit_application" | "hand_in_material" | "hand_in_materials" | "correct_project" | "correct_project_facts" | "override_eligibility" | "accept_request" | "decline_request" | "end_request" | "draft_agreement" | "begin_signing_agreement" | "submit_agreement_for_seal" | "sign_agreement" | "decline_agreement" | "end_agreement" | "terminate_agreement" | "conclude_agreement_by_window" | "conclude_agreement" | "withdraw_material" | "accept_item" | "require_supplement" | "refuse_item" | "supplement_item" | "retract_item" | "undo_acceptance" | "hand_in_claim_paper" | "comment_on_claim" | "grant_claim" | "refuse_claim" | "withdraw_claim" | "reveal_item_contact" | "replace_draft" | "discard_draft";
            /** @description filled in, below the base URL */
            path: string;
            /** @description fields of the body that are given: whose it is, what is decided, what a draft holds */
            prefill: {
                [key: string]: unknown;
            };
        };
        /**
         * @description How a message reaches its receiver.
         * @enum {string}
         */
        NotifyChannel: "in_app" | "email";
        /**
         * @description 下一步: what you may do now, as the call that does it. Send what ``prefill`` says and what you add to it.
         * @example {
         *       "operation_id": "read_message",
         *       "label": "标为已读",
         *       "label_en": "mark as read",
         *       "method": "POST",
         *       "path": "/api/notify/v1/messages/019ab0c4-5e7d-7c21-9b1f-3f2a6d8e4c10/read",
         *       "needs": [],
         *       "media_type": null,
         *       "body_schema": null,
         *       "prefill": {}
         *     }
         */
        NotifyNextAction: {
            /** @description the body's schema, by its name among this document's components */
            body_schema: string | null;
            /** @description what a button says */
            label: string;
            label_en: string;
            /** @description of the body; null: it takes none */
            media_type: string | null;
            /** @enum {string} */
            method: "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description headers: the version that you read as If-Match; a key of your own */
            needs: ("If-Match" | "Idempotency-Key")[];
            /**
             * @description of the operation in this document
             * @enum {string}
             */
            operation_id: "read_message" | "put_preference" | "retry_delivery";
            /** @description filled in, below the base URL */
            path: string;
            /** @description fields of the body that are given: whose it is, what is decided, what a draft holds */
            prefill: {
                [key: string]: unknown;
            };
        };
        /**
         * @description How an attempt ended. An attempt without an outcome was cut off: whether it arrived is not known.
         * @enum {string}
         */
        NotifyOutcome: "delivered" | "postponed" | "refused";
        /** @description 项目首席服务官, with all who were before. */
        OfficerView: {
            /** @description absent: nobody is in office */
            current: components["schemas"]["TermView"] | null;
            /** @description every term, the first one first */
            history: components["schemas"]["TermView"][];
            next_actions: components["schemas"]["RoutingNextAction"][];
            /** Format: uuid */
            project_id: string;
            project_name: string;
        };
        /**
         * @description What a scope opens, whatever it names.
         * @enum {string}
         */
        Opening: "read" | "write" | "city" | "district" | "project" | "body";
        /**
         * @description How a case was decided.
         * @enum {string}
         */
        Outcome: "passed" | "passed_with_gaps" | "refused";
        /** @description The limit of the whole course, in working days unless ``unit`` says otherwise. */
        OverallLimitView: {
            confidence: components["schemas"]["Confidence"];
            /** @description absent: not known */
            days: number | null;
            unit: components["schemas"]["LimitUnit"];
            unit_label: string;
        };
        /** @description An officer's own decision, in writing. */
        OverrideEligibility: {
            eligible: boolean;
            /** @example 经核实，该项目为市重点项目。 */
            reason: string;
        };
        /** @description An officer's own decision. */
        OverrideView: {
            /** Format: date-time */
            at: string;
            by: string;
            eligible: boolean;
            /** @description the facts that it was made on have been corrected since */
            on_other_facts: boolean;
            reason: string;
        };
        /** @description 项目单位. The contact is masked for all but the enterprise itself; see the contact's own route. */
        OwnerView: {
            contact_name: string;
            contact_phone: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
            next_actions: components["schemas"]["NextAction"][];
            uscc: string;
            version: number;
        };
        /** @description The package with which the item was handed in, without its other items. */
        PackageView: {
            application_number: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            received_at: string;
            submitted_by: string;
        };
        Page_AgreementRow_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["AgreementRow"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_ApplicableItemView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["ApplicableItemView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_ApplicationItemRow_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["ApplicationItemRow"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_ApplicationRow_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["ApplicationRow"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_AssignmentView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["AssignmentView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_AuditEntryView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["AuditEntryView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_BodyView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["BodyView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_CaseRow_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["CaseRow"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_ClaimView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["ClaimView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_DeliveryView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["DeliveryView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_DistrictView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["DistrictView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_DraftRow_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["DraftRow"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_EntryView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["EntryView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_ItemView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["ItemView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_ListedPostView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["ListedPostView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_MaterialView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["MaterialView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_MessageView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["MessageView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_OwnerView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["OwnerView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_ProjectRow_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["ProjectRow"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_ProjectTypeView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["ProjectTypeView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_RequestRow_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["RequestRow"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_RevisionView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["RevisionView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_StageView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["StageView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        Page_TaskView_: {
            /** @description how many rows there are in all, up to 1,000; where that was asked */
            count?: number | null;
            /** @description false: there are more than count */
            count_exact?: boolean | null;
            items: components["schemas"]["TaskView"][];
            /** @description cursor of the next page; absent on the last one */
            next_cursor?: string | null;
            /** @description cursor of the page before; absent on the first one */
            previous_cursor?: string | null;
        };
        /** @description 证明材料. */
        PaperView: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            media_type: string;
            name: string;
            /** @description of the content, hexadecimal */
            sha256: string;
            /** @description bytes */
            size: number;
        };
        /**
         * @description What a post is there for. The first three are a body's roster, the next two stand above the bodies, the last
         *     three are the data bureau's own team.
         * @enum {string}
         */
        PostRole: "handler" | "chief_service_officer" | "leader" | "data_bureau" | "leading_group" | "window_clerk" | "service_officer" | "project_officer";
        /** @description 岗位: a post of a roster, never a person. */
        PostView: {
            /** @description of the office */
            email: string | null;
            /** @description of the office */
            phone: string | null;
            role: components["schemas"]["PostRole"];
            role_label: string;
            subject: string;
            title: string;
        };
        /** @description 通知设置: how the receiver wants to be told. */
        PreferenceView: {
            /** @description as chosen; null: the office address */
            email: string | null;
            email_enabled: boolean;
            /** @description where e-mail goes at present; null: none is sent */
            email_used: string | null;
            /**
             * @description always true
             * @default true
             */
            in_app_enabled?: boolean;
            language: components["schemas"]["Language"];
            language_label: string;
            next_actions: components["schemas"]["NotifyNextAction"][];
            /** @description enterprise:<USCC> for an enterprise's people, post:<subject> for others */
            receiver: string;
            updated_at: string | null;
            /** @description 0: nothing was chosen yet */
            version: number;
        };
        /**
         * @description What every refused request gets.
         * @example {
         *       "code": "body.invalid",
         *       "detail": "有 1 处内容不符合要求，见 errors。",
         *       "errors": [
         *         {
         *           "code": "missing",
         *           "detail": "必须填写",
         *           "pointer": "/contact_phone"
         *         }
         *       ],
         *       "request_id": "01a206ca-6e3d-73f8-b6d3-3176be0d52e4",
         *       "status": 422,
         *       "title": "提交的内容不符合要求",
         *       "type": "urn:daiban:problem:body.invalid",
         *       "way_out": "请按 errors 修改后重新提交。"
         *     }
         */
        Problem: {
            /** @description stable; branch on this one */
            code: string;
            detail: string;
            /** @default [] */
            errors?: components["schemas"]["FieldProblem"][];
            /** @default null */
            request_id?: string | null;
            status: number;
            title: string;
            type: string;
            /** @description what the caller can do now */
            way_out: string;
        };
        /** @description A special procedure that the item knows. */
        ProcedureRuleView: {
            /** @description how long it may take, in working days */
            max_days: number | null;
            name: string;
            stops_clock: boolean;
            type: string;
        };
        /** @description How far everything of a project is. */
        ProgressView: {
            agreements: components["schemas"]["TrackingAgreementView"][];
            chief_service_officer: components["schemas"]["TrackingOfficerView"] | null;
            /** @description the newest entries of the timeline, newest first */
            latest: components["schemas"]["EntryView"][];
            project: components["schemas"]["TrackingProjectView"];
            /** @description in the order of the course; only those with items */
            stages: components["schemas"]["TrackingStageView"][];
        };
        /** @description A project in a list. */
        ProjectRow: {
            authority: components["schemas"]["ApprovalAuthority"];
            authority_label: string;
            /** Format: date-time */
            created_at: string;
            district: components["schemas"]["District"];
            district_label: string;
            eligibility: components["schemas"]["EligibilityView"];
            funding: components["schemas"]["FundingSource"];
            funding_label: string;
            /** Format: uuid */
            id: string;
            investment: components["schemas"]["Investment"];
            investment_label: string;
            /** @description 文号 by which the city designated a key project */
            key_project_document: string | null;
            name: string;
            nature: components["schemas"]["ConstructionNature"];
            nature_label: string;
            next_actions: components["schemas"]["NextAction"][];
            /** Format: uuid */
            owner_id: string;
            owner_name: string;
            owner_uscc: string;
            project_code: string;
            project_type: components["schemas"]["ProjectType"];
            project_type_label: string;
            total_investment: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
            warnings: components["schemas"]["WarningView"][];
            works: components["schemas"]["WorksKind"];
            works_label: string;
        };
        /**
         * @description The process type that decides which items apply.
         * @enum {string}
         */
        ProjectType: "gov_building" | "gov_linear" | "private_general" | "private_small" | "private_land_with_scheme" | "industrial" | "traffic" | "water_conservancy" | "energy" | "other" | "private_low_risk";
        /** @description 项目类型. */
        ProjectTypeView: {
            code: components["schemas"]["ProjectType"];
            name: string;
            /** @description 流程类型 of the national exchange standard */
            national_code: string | null;
            overall_limit: components["schemas"]["OverallLimitView"];
        };
        /** @description 工程建设项目. */
        ProjectView: {
            authority: components["schemas"]["ApprovalAuthority"];
            authority_label: string;
            /** Format: date-time */
            created_at: string;
            district: components["schemas"]["District"];
            district_label: string;
            eligibility: components["schemas"]["EligibilityView"];
            funding: components["schemas"]["FundingSource"];
            funding_label: string;
            /** Format: uuid */
            id: string;
            investment: components["schemas"]["Investment"];
            investment_label: string;
            /** @description 文号 by which the city designated a key project */
            key_project_document: string | null;
            name: string;
            nature: components["schemas"]["ConstructionNature"];
            nature_label: string;
            next_actions: components["schemas"]["NextAction"][];
            /** Format: uuid */
            owner_id: string;
            owner_uscc: string;
            project_code: string;
            project_type: components["schemas"]["ProjectType"];
            project_type_label: string;
            total_investment: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
            warnings: components["schemas"]["WarningView"][];
            works: components["schemas"]["WorksKind"];
            works_label: string;
        };
        /** @description How you want to be told. In-app messages always come. */
        PutPreference: {
            /**
             * @description null: the office address of your post, as on your body's roster
             * @example desk@owner.example
             */
            email: string | null;
            /** @description absent: true */
            email_enabled?: boolean;
            /** @description absent: zh */
            language?: components["schemas"]["Language"];
        };
        /** @description Which messages; with neither all of your inbox. */
        ReadAll: {
            /** @description only those of a project */
            project_id?: string | null;
            /** @description id of the last message that you have seen; later ones stay unread */
            up_to?: string | null;
        };
        /** @description Why. */
        Reason: {
            /** @example 项目安排有变。 */
            reason: string;
        };
        /** @description Why an item is turned away. */
        RefuseItem: {
            /**
             * @description 不受理 / 不予受理
             * @enum {string}
             */
            outcome: "not_a_matter" | "not_competent";
            /** @example 该事项不属于本机关职权范围。 */
            reason: string;
        };
        /** @description An enterprise and its contact for the service. */
        RegisterOwner: {
            /** @example 项目联系岗 */
            contact_name: string;
            /** @example 020-83000000转801 */
            contact_phone: string;
            /** @example 示例制造有限公司 */
            name: string;
            /**
             * @description 统一社会信用代码 (GB 32100-2015)
             * @example 91440101000000001M
             */
            uscc: string;
        };
        /** @description A project, and the facts that its eligibility is decided on. */
        RegisterProject: {
            authority: components["schemas"]["ApprovalAuthority"];
            /**
             * @description 行政区划代码
             * @example 440112
             * @enum {string}
             */
            district: "440103" | "440104" | "440105" | "440106" | "440111" | "440112" | "440113" | "440114" | "440115" | "440117" | "440118";
            funding: components["schemas"]["FundingSource"];
            investment: components["schemas"]["Investment"];
            /** @description 文号 by which the city designated a key project */
            key_project_document?: string | null;
            /** @example 黄埔区厂房新建工程 */
            name: string;
            nature: components["schemas"]["ConstructionNature"];
            /** Format: uuid */
            owner_id: string;
            /**
             * @description 投资项目统一代码, old form or new
             * @example 2018-440112-47-03-834191
             */
            project_code: string;
            project_type: components["schemas"]["ProjectType"];
            /**
             * @description yuan
             * @example 186000000.00
             */
            total_investment: number | string;
            works: components["schemas"]["WorksKind"];
        };
        /** @description What is filled in by now, in place of what was. */
        ReplaceDraft: {
            /**
             * @description fields of the operation's body as far as they are filled in, up to 64 KiB of JSON
             * @example {
             *       "modes": [
             *         "consult",
             *         "act"
             *       ]
             *     }
             */
            content: {
                [key: string]: unknown;
            };
            /** @example 黄埔厂房代办申请 */
            title: string;
        };
        /** @description A request in a list. */
        RequestRow: {
            channel: components["schemas"]["Channel"];
            channel_label: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            mode_labels: string[];
            modes: components["schemas"]["Mode"][];
            next_actions: components["schemas"]["NextAction"][];
            note: string | null;
            owner_name: string;
            /** Format: uuid */
            project_id: string;
            project_name: string;
            reason: string | null;
            status: components["schemas"]["RequestStatus"];
            status_label: string;
            version: number;
        };
        /**
         * @description Where a request for agency service stands.
         * @enum {string}
         */
        RequestStatus: "submitted" | "accepted" | "declined" | "ended";
        /** @description 代办服务申请. */
        RequestView: {
            channel: components["schemas"]["Channel"];
            channel_label: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            mode_labels: string[];
            modes: components["schemas"]["Mode"][];
            next_actions: components["schemas"]["NextAction"][];
            note: string | null;
            /** Format: uuid */
            project_id: string;
            reason: string | null;
            status: components["schemas"]["RequestStatus"];
            status_label: string;
            version: number;
        };
        /** @description All that is missing, told once. */
        RequireSupplement: {
            /**
             * @example [
             *       "法定代表人授权委托书"
             *     ]
             */
            missing: string[];
        };
        /** @description 更正记录: one correction. version: that which the thing has since then. */
        RevisionView: {
            /** Format: date-time */
            at: string;
            by: string;
            changes: components["schemas"]["ChangeView"][];
            reason: string;
            version: number;
        };
        /**
         * @description Who somebody may act as.
         * @enum {string}
         */
        Role: "owner" | "window_clerk" | "service_officer" | "handler" | "chief_service_officer" | "leader" | "data_bureau" | "leading_group" | "auditor" | "system";
        /** @description 角色. */
        RoleView: {
            code: components["schemas"]["Role"];
            label: string;
            label_en: string;
        };
        /** @description A body with its current roster (名单). */
        RosterView: {
            code: string;
            full_name: string;
            kind: components["schemas"]["BodyKind"];
            kind_label: string;
            name: string;
            note: string | null;
            posts: components["schemas"]["PostView"][];
            roster_version: number;
        };
        /**
         * @description 下一步: what you may do now, as the call that does it. Send what ``prefill`` says and what you add to it.
         * @example {
         *       "operation_id": "appoint_officer",
         *       "label": "确定或交接项目首席服务官",
         *       "label_en": "name the chief service officer",
         *       "method": "POST",
         *       "path": "/api/routing/v1/projects/019ab0c4-5e7d-7c21-9b1f-3f2a6d8e4c10/chief-service-officer",
         *       "needs": [
         *         "Idempotency-Key"
         *       ],
         *       "media_type": "application/json",
         *       "body_schema": "AppointOfficer",
         *       "prefill": {}
         *     }
         */
        RoutingNextAction: {
            /** @description the body's schema, by its name among this document's components */
            body_schema: string | null;
            /** @description what a button says */
            label: string;
            label_en: string;
            /** @description of the body; null: it takes none */
            media_type: string | null;
            /** @enum {string} */
            method: "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description headers: the version that you read as If-Match; a key of your own */
            needs: ("If-Match" | "Idempotency-Key")[];
            /**
             * @description of the operation in this document
             * @enum {string}
             */
            operation_id: "acknowledge_assignment" | "appoint_officer";
            /** @description filled in, below the base URL */
            path: string;
            /** @description fields of the body that are given: whose it is, what is decided, what a draft holds */
            prefill: {
                [key: string]: unknown;
            };
        };
        /** @description 授权范围 of a system. */
        ScopeView: {
            /**
             * @description of the district or body, or the project's id
             * @example 440112
             */
            code: string | null;
            /** @description of the district or body */
            name: string | null;
            opens: components["schemas"]["Opening"];
            opens_label: string;
            /** @example district:440112 */
            scope: string;
        };
        /** @description 岗位, as on its body's roster. */
        SeatView: {
            /** @example PNR */
            body: string;
            body_name: string;
            /** @description of the office */
            phone: string | null;
            /** @example 规划和自然资源局 经办人 1 */
            title: string;
        };
        /** @description Where the item's figures were read. */
        SourceView: {
            code: string;
            title: string;
            urls: string[];
        };
        /** @description 特别程序. */
        SpecialProcedureView: {
            /** @description in working days; absent: not known */
            max_days: number | null;
            name: string;
            note: string | null;
            stops_clock: boolean;
            type: string;
        };
        /**
         * @description 阶段, as in the catalogue; the last two run beside the others.
         * @enum {string}
         */
        Stage: "S1" | "S2" | "S3" | "S4" | "PAR" | "UTL";
        /** @description 阶段. */
        StageView: {
            code: components["schemas"]["Stage"];
            confidence: components["schemas"]["Confidence"];
            content: string;
            lead_body: string | null;
            name: string;
            /** @description place in the course; absent for what runs beside it */
            order: number | null;
        };
        /** @description 办件统计: the work of bodies in a time. */
        StatisticsView: {
            /** Format: date */
            first_day: string;
            items: components["schemas"]["BodyWorkView"][];
            /** Format: date */
            last_day: string;
        };
        /** @description What has to be done something with. Reading it gives the next_actions. */
        SubjectView: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["TaskSubject"];
            /**
             * @description where it is read
             * @example /api/tracking/v1/cases/…
             */
            path: string;
        };
        /** @description One package for the one window. */
        SubmitApplication: {
            /** @description the agreement under which an agent hands it in */
            agreement_id?: string | null;
            items: components["schemas"]["SubmitItem"][];
            /** Format: uuid */
            project_id: string;
        };
        /** @description One item of the package, with the materials that it needs; a material may serve several items. */
        SubmitItem: {
            /** @example S1-DRC-06 */
            item_code: string;
            /** @description absent: [] */
            material_ids?: string[];
        };
        /** @description What the owner asks for. Free of charge, and ended at any time. */
        SubmitRequest: {
            /** @description absent: online */
            channel?: components["schemas"]["Channel"];
            /** @description 服务方式: 咨询、指导、协调、代办 */
            modes: components["schemas"]["Mode"][];
            note?: string | null;
            /** Format: uuid */
            project_id: string;
        };
        /** @description How much waits. Of each kind those that are due soonest are counted, up to 1,000. */
        SummaryView: {
            /** @description every kind, in the order of a project's course */
            kinds: components["schemas"]["KindCount"][];
        };
        /** @description What was missing. */
        Supplement: {
            material_ids: string[];
        };
        /**
         * @description What has to be done.
         * @enum {string}
         */
        TaskKind: "claim_to_decide" | "request_to_answer" | "officer_to_appoint" | "agreement_to_draft" | "agreement_to_prepare" | "agreement_to_seal" | "agreement_to_confirm" | "item_to_answer" | "supplement_to_answer" | "supplement_to_hand_in" | "assignment_to_acknowledge" | "case_to_decide";
        /**
         * @description What something has to be done with.
         * @enum {string}
         */
        TaskSubject: "claim" | "request" | "chief_service_officer" | "agreement" | "application_item" | "assignment" | "case";
        /** @description One thing that has to be done now. */
        TaskView: {
            application_item_id: string | null;
            /** @description the post with which the item stands */
            assignee_title: string | null;
            /** @description the last day in time, where a clock runs */
            due_on: string | null;
            /**
             * Format: uuid
             * @description of what has to be done something with: one thing waits for one at a time
             */
            id: string;
            kind: components["schemas"]["TaskKind"];
            kind_label: string;
            light: components["schemas"]["Light"] | null;
            light_label: string | null;
            /** @description the project's chief service officer */
            officer_title: string | null;
            owner_name: string | null;
            /** @description whose turn it is: WINDOW, the owner's credit code, the body's code */
            party: string;
            party_label: string;
            /** Format: uuid */
            project_id: string;
            project_name: string | null;
            /** Format: date-time */
            since: string;
            subject: components["schemas"]["SubjectView"];
            /** @description the item's name, or the agreement's number */
            title: string | null;
            waits_for: components["schemas"]["Turn"];
            waits_for_label: string;
        };
        /** @description A time in office. */
        TermView: {
            appointed_by: string;
            officer: string;
            officer_title: string;
            /** Format: date-time */
            since: string;
            /** @description absent: in office */
            until: string | null;
        };
        /** @description 短时链接: an address that can be opened without a token for a few minutes, by whoever has it. */
        TicketView: {
            /** @description seconds from now, of real time */
            expires_in: number;
            /** @description the value of `ticket` in it, for an address with further parameters */
            ticket: string;
            /** @description below the base URL; for `href` or `EventSource`, never to be stored or passed on */
            url: string;
        };
        /** @description An agency agreement. */
        TrackingAgreementView: {
            /** @description since when its agent's post is on no roster, and nobody acts */
            agent_gone_at: string | null;
            agent_title: string;
            agreement_number: string;
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            /** @description empty: every item of the stages */
            item_codes: string[];
            signed_at: string | null;
            stages: components["schemas"]["Stage"][];
            status: components["schemas"]["AgreementStatus"];
            status_label: string;
        };
        /** @description One item: an application item until it is accepted, a case (办件) from then on. */
        TrackingItemView: {
            accepted_at: string | null;
            /** Format: uuid */
            application_item_id: string;
            body: string;
            body_label: string;
            case_id: string | null;
            /** @description absent until there is a case */
            clock: components["schemas"]["ClockView"] | null;
            closed_at: string | null;
            handling: components["schemas"]["HandlingView"] | null;
            item_code: string;
            item_name: string;
            received_at: string | null;
            status: components["schemas"]["ItemStatus"] | components["schemas"]["CaseStatus"] | components["schemas"]["Outcome"];
            status_label: string;
            suspended: boolean;
        };
        /** @description A time limit. */
        TrackingLimitView: {
            days: number;
            unit: components["schemas"]["LimitUnit"];
            unit_label: string;
        };
        /**
         * @description 下一步: what you may do now, as the call that does it. Send what ``prefill`` says and what you add to it.
         * @example {
         *       "operation_id": "begin_special_procedure",
         *       "label": "开始特别程序",
         *       "label_en": "begin a special procedure",
         *       "method": "POST",
         *       "path": "/api/tracking/v1/cases/019ab0c4-5e7d-7c21-9b1f-3f2a6d8e4c10/special-procedures",
         *       "needs": [
         *         "If-Match"
         *       ],
         *       "media_type": "application/json",
         *       "body_schema": "BeginSpecialProcedure",
         *       "prefill": {}
         *     }
         */
        TrackingNextAction: {
            /** @description the body's schema, by its name among this document's components */
            body_schema: string | null;
            /** @description what a button says */
            label: string;
            label_en: string;
            /** @description of the body; null: it takes none */
            media_type: string | null;
            /** @enum {string} */
            method: "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description headers: the version that you read as If-Match; a key of your own */
            needs: ("If-Match" | "Idempotency-Key")[];
            /**
             * @description of the operation in this document
             * @enum {string}
             */
            operation_id: "start_case" | "begin_special_procedure" | "end_special_procedure" | "decide_case" | "withdraw_case" | "correct_decision" | "correct_outcome";
            /** @description filled in, below the base URL */
            path: string;
            /** @description fields of the body that are given: whose it is, what is decided, what a draft holds */
            prefill: {
                [key: string]: unknown;
            };
        };
        /** @description The project's chief service officer. */
        TrackingOfficerView: {
            /** Format: date-time */
            since: string;
            title: string;
        };
        /** @description The project. */
        TrackingProjectView: {
            eligible: boolean;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description why an officer decided its eligibility otherwise */
            override_reason: string | null;
            owner_name: string;
            owner_uscc: string;
            project_code: string;
        };
        /** @description A special procedure of the case. */
        TrackingSpecialProcedureView: {
            /** Format: date-time */
            began_at: string;
            ended_at: string | null;
            /** @description how long it may take, in working days */
            max_days: number | null;
            name: string;
            /** Format: uuid */
            procedure_id: string;
            stops_clock: boolean;
            type: string;
        };
        /** @description The items of a stage. */
        TrackingStageView: {
            items: components["schemas"]["TrackingItemView"][];
            stage: components["schemas"]["Stage"];
            stage_label: string;
        };
        /**
         * @description Whose turn it is.
         * @enum {string}
         */
        Turn: "window" | "owner" | "body";
        /** @description Why an acceptance is to be undone. */
        UndoAcceptance: {
            /** @example 误点受理，该件尚待补正。 */
            reason: string;
        };
        /**
         * @description Why an acceptance can not be undone (撤回受理).
         * @enum {string}
         */
        UndoRefusal: "by_law" | "handling_begun" | "case_over" | "answer_overdue";
        /** @description 未读消息数. */
        UnreadView: {
            /** @description true: there may be more than count */
            capped: boolean;
            count: number;
        };
        /** @description What a check of the chain has found. */
        VerdictView: {
            broken_at: number | null;
            head: string;
            reason: string | null;
            sealed: number;
            unsealed: number;
            whole: boolean;
        };
        /** @description Something odd that refuses nothing. */
        WarningView: {
            code: string;
            detail: string;
            detail_en: string;
        };
        /**
         * @description What is built.
         * @enum {string}
         */
        WorksKind: "building" | "urban_infrastructure" | "other";
    };
    responses: {
        /** @description as things stand it cannot be done */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description what was sent breaks a rule; errors names each field or parameter */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description the request is not formed as it must be, or lacks its Idempotency-Key */
        Malformed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description there is no such thing, or it is not yours to see */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description you may see it, but not do this */
        NotPermitted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description the part that is asked for begins after the end */
        RangeNotSatisfiable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description it has changed since you read it */
        Stale: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description the body is over its limit */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description you ask more often than you may; Retry-After says how long to wait */
        TooMany: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description there is no token, or it does not hold */
        Unauthenticated: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description nothing was written; send the same again with the same key */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description it is changed by version: If-Match is missing */
        VersionMissing: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description the body is of another media type */
        WrongMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description of what is told: send it as If-Match or If-None-Match */
        ETag: string;
        /** @description true: the answer to the first sending, given again */
        "Idempotency-Replayed": "true";
        /** @description where what was made can be read */
        Location: string;
        /** @description seconds after which to send it again */
        "Retry-After": number;
        /** @description the scheme that is asked for */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_agreements: {
        parameters: {
            query?: {
                /** @description subject of the agent's post */
                agent?: string | null;
                /** @description false: those whose agent's post is gone */
                agent_on_roster?: boolean | null;
                /** @description 协议编号 */
                agreement_number?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                project_id?: string | null;
                request_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                status?: components["schemas"]["AgreementStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AgreementRow_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    draft_agreement: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "request_id": "01a206ca-6e3d-73f8-b6d3-3176be0d52e4",
                 *       "stages": [
                 *         "S1"
                 *       ],
                 *       "agent": "GSD-officer-1"
                 *     }
                 */
                "application/json": components["schemas"]["DraftAgreement"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_agreement: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    begin_signing_agreement: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    conclude_agreement: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    conclude_agreement_by_window: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    decline_agreement: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_agreement: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    sign_agreement: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    submit_agreement_for_seal: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    terminate_agreement: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_agreements: {
        parameters: {
            query?: {
                /** @description subject of the agent's post */
                agent?: string | null;
                /** @description false: those whose agent's post is gone */
                agent_on_roster?: boolean | null;
                /** @description 协议编号 */
                agreement_number?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                project_id?: string | null;
                request_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                status?: components["schemas"]["AgreementStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_application_items: {
        parameters: {
            query?: {
                /** @description 受理号 */
                acceptance_number?: string | null;
                application_id?: string | null;
                /** @description code of a body */
                body?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description 事项编码 */
                item_code?: string | null;
                /** @description rows of a page */
                limit?: number;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -received_at */
                sort?: ("-received_at" | "received_at" | "-updated_at" | "updated_at") | null;
                status?: components["schemas"]["ItemStatus"] | null;
                /** @description only those whose supplement waits for an answer */
                supplemented?: boolean | null;
                /** @description changed at or after this moment: the beginning of a feed, which then goes on from next_cursor */
                updated_since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApplicationItemRow_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_application_item: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationItemView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    accept_item: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationItemView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_dossier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DossierView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    reveal_item_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_application_item_history: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: -version */
                sort?: ("-version" | "version") | null;
            };
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RevisionView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    download_item_materials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                    "application/zip": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    issue_item_materials_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    refuse_item: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "not_a_matter",
                 *       "reason": "该事项不属于本机关职权范围。"
                 *     }
                 */
                "application/json": components["schemas"]["RefuseItem"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationItemView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    require_supplement: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "missing": [
                 *         "法定代表人授权委托书"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RequireSupplement"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationItemView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    retract_item: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationItemView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    supplement_item: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "material_ids": [
                 *         "01a206ca-6e3d-73f8-b6d3-3176be0d52e4"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Supplement"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationItemView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    undo_acceptance: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "误点受理，该件尚待补正。"
                 *     }
                 */
                "application/json": components["schemas"]["UndoAcceptance"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationItemView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    accept_items: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "item_id": "01a206ca-6e3d-73f8-b6d3-3176be0d52e4",
                 *           "version": 1
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AcceptItems"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedItemsView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_application_items: {
        parameters: {
            query?: {
                /** @description 受理号 */
                acceptance_number?: string | null;
                application_id?: string | null;
                /** @description code of a body */
                body?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description 事项编码 */
                item_code?: string | null;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -received_at */
                sort?: ("-received_at" | "received_at" | "-updated_at" | "updated_at") | null;
                status?: components["schemas"]["ItemStatus"] | null;
                /** @description only those whose supplement waits for an answer */
                supplemented?: boolean | null;
                /** @description changed at or after this moment: the beginning of a feed, which then goes on from next_cursor */
                updated_since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_applications: {
        parameters: {
            query?: {
                /** @description 收件号 */
                application_number?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -received_at */
                sort?: ("-received_at" | "received_at") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApplicationRow_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    submit_application: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "project_id": "01a206ca-6e3d-73f8-b6d3-3176be0d52e4",
                 *       "items": [
                 *         {
                 *           "item_code": "S1-DRC-06"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SubmitApplication"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_application: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    download_application_materials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                    "application/zip": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    issue_application_materials_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_applications: {
        parameters: {
            query?: {
                /** @description 收件号 */
                application_number?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -received_at */
                sort?: ("-received_at" | "received_at") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_intake_audit: {
        parameters: {
            query?: {
                /** @description sub of who did it */
                actor?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description the enterprise it was done for */
                on_behalf_of?: string | null;
                /** @description from this moment on */
                since?: string | null;
                /** @description order; a minus turns it. Unless told: -at */
                sort?: ("-at" | "at") | null;
                /** @description id of what was changed */
                subject_id?: string | null;
                /** @description before this moment */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntryView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_intake_audit: {
        parameters: {
            query?: {
                /** @description sub of who did it */
                actor?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description the enterprise it was done for */
                on_behalf_of?: string | null;
                /** @description from this moment on */
                since?: string | null;
                /** @description order; a minus turns it. Unless told: -at */
                sort?: ("-at" | "at") | null;
                /** @description id of what was changed */
                subject_id?: string | null;
                /** @description before this moment */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    verify_intake_audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_claims: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description 投资项目统一代码 */
                project_code?: string | null;
                /** @description order; a minus turns it. Unless told: -filed_at */
                sort?: ("-filed_at" | "filed_at") | null;
                status?: components["schemas"]["ClaimStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ClaimView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    file_claim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["FileClaim"];
            };
        };
        responses: {
            /** @description the same was there already */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_claim: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                claim_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    comment_on_claim: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                claim_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "该项目由我单位建设，土地使用权证在我单位名下。"
                 *     }
                 */
                "application/json": components["schemas"]["CommentOnClaim"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    grant_claim: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                claim_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    hand_in_claim_paper: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["HandInClaimPaper"];
            };
        };
        responses: {
            /** @description the same was there already */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_claim_paper_content: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                claim_id: string;
                paper_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/msword": Blob;
                    "application/octet-stream": Blob;
                    "application/ofd": Blob;
                    "application/pdf": Blob;
                    "application/vnd.ms-excel": Blob;
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": Blob;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Blob;
                    "application/vnd.rar": Blob;
                    "application/x-7z-compressed": Blob;
                    "application/x-step": Blob;
                    "application/zip": Blob;
                    "image/heic": Blob;
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/tiff": Blob;
                    "image/vnd.dwg": Blob;
                    "image/vnd.dxf": Blob;
                    "model/vnd.dwf": Blob;
                };
            };
            /** @description the part that Range asks for */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/msword": Blob;
                    "application/octet-stream": Blob;
                    "application/ofd": Blob;
                    "application/pdf": Blob;
                    "application/vnd.ms-excel": Blob;
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": Blob;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Blob;
                    "application/vnd.rar": Blob;
                    "application/x-7z-compressed": Blob;
                    "application/x-step": Blob;
                    "application/zip": Blob;
                    "image/heic": Blob;
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/tiff": Blob;
                    "image/vnd.dwg": Blob;
                    "image/vnd.dxf": Blob;
                    "model/vnd.dwf": Blob;
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    issue_claim_paper_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claim_id: string;
                paper_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    refuse_claim: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                claim_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdraw_claim: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                claim_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_claims: {
        parameters: {
            query?: {
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description 投资项目统一代码 */
                project_code?: string | null;
                /** @description order; a minus turns it. Unless told: -filed_at */
                sort?: ("-filed_at" | "filed_at") | null;
                status?: components["schemas"]["ClaimStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_districts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DistrictView_"];
                };
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_drafts: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description what it is filled in for */
                operation?: components["schemas"]["DraftedOperation"] | null;
                project_id?: string | null;
                /** @description order; a minus turns it. Unless told: -updated_at */
                sort?: ("-created_at" | "created_at" | "-updated_at" | "updated_at") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DraftRow_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    begin_draft: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "operation": "submit_request",
                 *       "title": "黄埔厂房代办申请",
                 *       "content": {
                 *         "modes": [
                 *           "consult",
                 *           "act"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["BeginDraft"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_draft: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                draft_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    replace_draft: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                draft_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "黄埔厂房代办申请",
                 *       "content": {
                 *         "modes": [
                 *           "consult",
                 *           "act"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ReplaceDraft"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    discard_draft: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                draft_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_material: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                material_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaterialView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_material_content: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                material_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/msword": Blob;
                    "application/octet-stream": Blob;
                    "application/ofd": Blob;
                    "application/pdf": Blob;
                    "application/vnd.ms-excel": Blob;
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": Blob;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Blob;
                    "application/vnd.rar": Blob;
                    "application/x-7z-compressed": Blob;
                    "application/x-step": Blob;
                    "application/zip": Blob;
                    "image/heic": Blob;
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/tiff": Blob;
                    "image/vnd.dwg": Blob;
                    "image/vnd.dxf": Blob;
                    "model/vnd.dwf": Blob;
                };
            };
            /** @description the part that Range asks for */
            206: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/msword": Blob;
                    "application/octet-stream": Blob;
                    "application/ofd": Blob;
                    "application/pdf": Blob;
                    "application/vnd.ms-excel": Blob;
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": Blob;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Blob;
                    "application/vnd.rar": Blob;
                    "application/x-7z-compressed": Blob;
                    "application/x-step": Blob;
                    "application/zip": Blob;
                    "image/heic": Blob;
                    "image/jpeg": Blob;
                    "image/png": Blob;
                    "image/tiff": Blob;
                    "image/vnd.dwg": Blob;
                    "image/vnd.dxf": Blob;
                    "model/vnd.dwf": Blob;
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["RangeNotSatisfiable"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    issue_material_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                material_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_material_history: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: -version */
                sort?: ("-version" | "version") | null;
            };
            header?: never;
            path: {
                material_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RevisionView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdraw_material: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                material_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaterialView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyselfView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_owners: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                /** @description 统一社会信用代码 */
                uscc?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OwnerView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    register_owner: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "uscc": "91440101000000001M",
                 *       "name": "示例制造有限公司",
                 *       "contact_name": "项目联系岗",
                 *       "contact_phone": "020-83000000转801"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterOwner"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_owner: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                owner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    reveal_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    correct_owner: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                owner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。",
                 *       "contact_phone": "020-83000000转802"
                 *     }
                 */
                "application/json": components["schemas"]["CorrectOwner"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_owner_history: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: -version */
                sort?: ("-version" | "version") | null;
            };
            header?: never;
            path: {
                owner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RevisionView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_owners: {
        parameters: {
            query?: {
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                /** @description 统一社会信用代码 */
                uscc?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_projects: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description 行政区划代码 */
                district?: components["schemas"]["District"] | null;
                /** @description rows of a page */
                limit?: number;
                /** @description 项目单位的统一社会信用代码 */
                owner_uscc?: string | null;
                /** @description 投资项目统一代码 */
                project_code?: string | null;
                project_type?: components["schemas"]["ProjectType"] | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at" | "-updated_at" | "updated_at") | null;
                /** @description changed at or after this moment: the beginning of a feed, which then goes on from next_cursor */
                updated_since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProjectRow_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    register_project: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "owner_id": "01a206ca-6e3d-73f8-b6d3-3176be0d52e4",
                 *       "project_code": "2018-440112-47-03-834191",
                 *       "name": "黄埔区厂房新建工程",
                 *       "district": "440112",
                 *       "project_type": "gov_building",
                 *       "investment": "government",
                 *       "funding": "municipal_coordinated_fiscal",
                 *       "works": "building",
                 *       "nature": "new",
                 *       "authority": "municipal",
                 *       "total_investment": "186000000.00"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterProject"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_project: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_applicable_items: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApplicableItemView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    correct_project: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。",
                 *       "total_investment": "186500000.00"
                 *     }
                 */
                "application/json": components["schemas"]["CorrectProject"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    override_eligibility: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "eligible": true,
                 *       "reason": "经核实，该项目为市重点项目。"
                 *     }
                 */
                "application/json": components["schemas"]["OverrideEligibility"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    correct_project_facts: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。",
                 *       "district": "440113"
                 *     }
                 */
                "application/json": components["schemas"]["CorrectProjectFacts"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectedProjectView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_project_history: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: -version */
                sort?: ("-version" | "version") | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RevisionView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_materials: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                kind?: components["schemas"]["MaterialKind"] | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                /** @description those that can be used, unless told */
                status?: components["schemas"]["MaterialStatus"] | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MaterialView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    hand_in_material: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["HandInMaterial"];
            };
        };
        responses: {
            /** @description the same was there already */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaterialView"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaterialView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    hand_in_materials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["HandInMaterials"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandedInFilesView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_materials: {
        parameters: {
            query?: {
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                kind?: components["schemas"]["MaterialKind"] | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                /** @description those that can be used, unless told */
                status?: components["schemas"]["MaterialStatus"] | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_projects: {
        parameters: {
            query?: {
                /** @description 行政区划代码 */
                district?: components["schemas"]["District"] | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description 项目单位的统一社会信用代码 */
                owner_uscc?: string | null;
                /** @description 投资项目统一代码 */
                project_code?: string | null;
                project_type?: components["schemas"]["ProjectType"] | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at" | "-updated_at" | "updated_at") | null;
                /** @description changed at or after this moment: the beginning of a feed, which then goes on from next_cursor */
                updated_since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_requests: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                status?: components["schemas"]["RequestStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RequestRow_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    submit_request: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "project_id": "01a206ca-6e3d-73f8-b6d3-3176be0d52e4",
                 *       "modes": [
                 *         "consult"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SubmitRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    accept_request: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    decline_request: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_request: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_requests: {
        parameters: {
            query?: {
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                status?: components["schemas"]["RequestStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_intake_vocabulary: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["CodeView"][];
                    };
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_notify_audit: {
        parameters: {
            query?: {
                /** @description sub of who did it */
                actor?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description the enterprise it was done for */
                on_behalf_of?: string | null;
                /** @description from this moment on */
                since?: string | null;
                /** @description order; a minus turns it. Unless told: -at */
                sort?: ("-at" | "at") | null;
                /** @description id of what was changed */
                subject_id?: string | null;
                /** @description before this moment */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntryView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_notify_audit: {
        parameters: {
            query?: {
                /** @description sub of who did it */
                actor?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description the enterprise it was done for */
                on_behalf_of?: string | null;
                /** @description from this moment on */
                since?: string | null;
                /** @description order; a minus turns it. Unless told: -at */
                sort?: ("-at" | "at") | null;
                /** @description id of what was changed */
                subject_id?: string | null;
                /** @description before this moment */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    verify_notify_audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                status?: components["schemas"]["DeliveryStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeliveryView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_delivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryWithAttemptsView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    retry_delivery: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryWithAttemptsView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_deliveries: {
        parameters: {
            query?: {
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                status?: components["schemas"]["DeliveryStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                project_id?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                /** @description true: only unread ones; false: only read ones */
                unread?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MessageView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    read_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_messages: {
        parameters: {
            query?: {
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                project_id?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at") | null;
                /** @description true: only unread ones; false: only read ones */
                unread?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    read_all_messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["ReadAll"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllReadView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    count_unread: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_preference: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    put_preference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "desk@owner.example"
                 *     }
                 */
                "application/json": components["schemas"]["PutPreference"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_notify_vocabulary: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["CodeView"][];
                    };
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_assignments: {
        parameters: {
            query?: {
                /** @description 受理号 */
                acceptance_number?: string | null;
                application_item_id?: string | null;
                /** @description code of a body */
                body?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description only what stands with the caller's post */
                mine?: boolean | null;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at" | "-updated_at" | "updated_at") | null;
                status?: components["schemas"]["AssignmentStatus"] | null;
                /** @description changed at or after this moment: the beginning of a feed, which then goes on from next_cursor */
                updated_since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AssignmentView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_assignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    acknowledge_assignment: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_assignments: {
        parameters: {
            query?: {
                /** @description 受理号 */
                acceptance_number?: string | null;
                application_item_id?: string | null;
                /** @description code of a body */
                body?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description only what stands with the caller's post */
                mine?: boolean | null;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -created_at */
                sort?: ("-created_at" | "created_at" | "-updated_at" | "updated_at") | null;
                status?: components["schemas"]["AssignmentStatus"] | null;
                /** @description changed at or after this moment: the beginning of a feed, which then goes on from next_cursor */
                updated_since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_routing_audit: {
        parameters: {
            query?: {
                /** @description sub of who did it */
                actor?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description the enterprise it was done for */
                on_behalf_of?: string | null;
                /** @description from this moment on */
                since?: string | null;
                /** @description order; a minus turns it. Unless told: -at */
                sort?: ("-at" | "at") | null;
                /** @description id of what was changed */
                subject_id?: string | null;
                /** @description before this moment */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntryView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_routing_audit: {
        parameters: {
            query?: {
                /** @description sub of who did it */
                actor?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description the enterprise it was done for */
                on_behalf_of?: string | null;
                /** @description from this moment on */
                since?: string | null;
                /** @description order; a minus turns it. Unless told: -at */
                sort?: ("-at" | "at") | null;
                /** @description id of what was changed */
                subject_id?: string | null;
                /** @description before this moment */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    verify_routing_audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_bodies: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                kind?: components["schemas"]["BodyKind"] | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: position */
                sort?: ("position" | "-position") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BodyView_"];
                };
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_body: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RosterView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_items: {
        parameters: {
            query?: {
                /** @description 部门代码 */
                body?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: code */
                sort?: ("code" | "-code") | null;
                /** @description 阶段代码 */
                stage?: components["schemas"]["Stage"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ItemView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_item: {
        parameters: {
            query?: {
                /** @description absent: the current one */
                version?: number | null;
            };
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_items: {
        parameters: {
            query?: {
                /** @description 部门代码 */
                body?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: code */
                sort?: ("code" | "-code") | null;
                /** @description 阶段代码 */
                stage?: components["schemas"]["Stage"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_posts: {
        parameters: {
            query?: {
                /** @description 部门代码 */
                body?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                role?: components["schemas"]["PostRole"] | null;
                /** @description order; a minus turns it. Unless told: position */
                sort?: ("position" | "-position") | null;
                /** @description 岗位名称中的文字 */
                title?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ListedPostView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_posts: {
        parameters: {
            query?: {
                /** @description 部门代码 */
                body?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                role?: components["schemas"]["PostRole"] | null;
                /** @description order; a minus turns it. Unless told: position */
                sort?: ("position" | "-position") | null;
                /** @description 岗位名称中的文字 */
                title?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_project_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProjectTypeView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_officer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfficerView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    appoint_officer: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key": string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "officer": "GSD-cso-1"
                 *     }
                 */
                "application/json": components["schemas"]["AppointOfficer"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfficerView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_stages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StageView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_routing_vocabulary: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["CodeView"][];
                    };
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_tracking_audit: {
        parameters: {
            query?: {
                /** @description sub of who did it */
                actor?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description the enterprise it was done for */
                on_behalf_of?: string | null;
                /** @description from this moment on */
                since?: string | null;
                /** @description order; a minus turns it. Unless told: -at */
                sort?: ("-at" | "at") | null;
                /** @description id of what was changed */
                subject_id?: string | null;
                /** @description before this moment */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntryView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_tracking_audit: {
        parameters: {
            query?: {
                /** @description sub of who did it */
                actor?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description the enterprise it was done for */
                on_behalf_of?: string | null;
                /** @description from this moment on */
                since?: string | null;
                /** @description order; a minus turns it. Unless told: -at */
                sort?: ("-at" | "at") | null;
                /** @description id of what was changed */
                subject_id?: string | null;
                /** @description before this moment */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    verify_tracking_audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_calendar_year: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYearView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_due_date: {
        parameters: {
            query: {
                /** @description not counted itself */
                base: string;
                days: number;
                unit?: components["schemas"]["LimitUnit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueDateView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_cases: {
        parameters: {
            query?: {
                /** @description 受理号 */
                acceptance_number?: string | null;
                application_item_id?: string | null;
                /** @description code of a body */
                body?: string | null;
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description 行政区划代码, of the project */
                district?: components["schemas"]["District"] | null;
                /** @description whose last day is this one or earlier */
                due_by?: string | null;
                /** @description 事项编码 */
                item_code?: string | null;
                /** @description of a running clock, today */
                light?: components["schemas"]["Light"] | null;
                /** @description rows of a page */
                limit?: number;
                /** @description subject of the post that is the project's chief service officer */
                officer?: string | null;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -opened_at */
                sort?: ("-opened_at" | "opened_at" | "-due_on" | "due_on" | "-updated_at" | "updated_at") | null;
                status?: components["schemas"]["CaseStatus"] | null;
                /** @description changed at or after this moment: the beginning of a feed, which then goes on from next_cursor */
                updated_since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CaseRow_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    decide_case: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "passed",
                 *       "document_number": "穗规划资源许〔2026〕1号"
                 *     }
                 */
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    correct_decision: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。",
                 *       "document_number": "穗规划资源许〔2026〕2号"
                 *     }
                 */
                "application/json": components["schemas"]["CorrectDecision"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_case_history: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: -version */
                sort?: ("-version" | "version") | null;
            };
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RevisionView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    correct_outcome: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。",
                 *       "outcome": "passed",
                 *       "document_number": "穗规划资源许〔2026〕2号"
                 *     }
                 */
                "application/json": components["schemas"]["CorrectOutcome"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    begin_special_procedure: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "expert_review"
                 *     }
                 */
                "application/json": components["schemas"]["BeginSpecialProcedure"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_special_procedure: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                case_id: string;
                procedure_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    start_case: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdraw_case: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again. Other body: 422. */
                "Idempotency-Key"?: string;
                /** @description ETag of the version that you read; several, or * for whichever it is. Absent: 428. Not the current one: 412. */
                "If-Match": string;
            };
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "项目安排有变。"
                 *     }
                 */
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Invalid"];
            428: components["responses"]["VersionMissing"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_cases: {
        parameters: {
            query?: {
                /** @description 受理号 */
                acceptance_number?: string | null;
                application_item_id?: string | null;
                /** @description code of a body */
                body?: string | null;
                /** @description 行政区划代码, of the project */
                district?: components["schemas"]["District"] | null;
                /** @description whose last day is this one or earlier */
                due_by?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description 事项编码 */
                item_code?: string | null;
                /** @description of a running clock, today */
                light?: components["schemas"]["Light"] | null;
                /** @description subject of the post that is the project's chief service officer */
                officer?: string | null;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: -opened_at */
                sort?: ("-opened_at" | "opened_at" | "-due_on" | "due_on" | "-updated_at" | "updated_at") | null;
                status?: components["schemas"]["CaseStatus"] | null;
                /** @description changed at or after this moment: the beginning of a feed, which then goes on from next_cursor */
                updated_since?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    stream_progress: {
        parameters: {
            query?: {
                /** @description number of the last entry that you have */
                after?: number | null;
            };
            header?: {
                /** @description wins over `after` */
                "last-event-id"?: number | null;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    issue_stream_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_timeline: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description rows of a page */
                limit?: number;
                /** @description order; a minus turns it. Unless told: -number */
                sort?: ("-number" | "number") | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EntryView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_timeline: {
        parameters: {
            query?: {
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                /** @description order; a minus turns it. Unless told: -number */
                sort?: ("-number" | "number") | null;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_statistics: {
        parameters: {
            query?: {
                /** @description code of a body; unless told, all that the caller may see */
                body?: string | null;
                /** @description counted in; unless told, the first of the last day's month */
                first_day?: string | null;
                /** @description counted in; unless told, today */
                last_day?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                /** @description also count the rows, up to 1,000 */
                count?: boolean;
                /** @description next_cursor or previous_cursor of another page */
                cursor?: string | null;
                /** @description whose last day is this one or earlier */
                due_by?: string | null;
                kind?: components["schemas"]["TaskKind"] | null;
                /** @description of the clock, today */
                light?: components["schemas"]["Light"] | null;
                /** @description rows of a page */
                limit?: number;
                /** @description true: of the items that stand with the caller's post */
                mine?: boolean | null;
                /** @description whose turn it is: WINDOW, a credit code, a body's code */
                party?: string | null;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: due_on */
                sort?: ("due_on" | "-due_on" | "-since" | "since") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TaskView_"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_tasks: {
        parameters: {
            query?: {
                /** @description whose last day is this one or earlier */
                due_by?: string | null;
                /** @description of the table */
                format?: "csv" | "xlsx" | "ndjson";
                kind?: components["schemas"]["TaskKind"] | null;
                /** @description of the clock, today */
                light?: components["schemas"]["Light"] | null;
                /** @description true: of the items that stand with the caller's post */
                mine?: boolean | null;
                /** @description whose turn it is: WINDOW, a credit code, a body's code */
                party?: string | null;
                project_id?: string | null;
                /** @description names (two characters suffice), their initials in pinyin, whole numbers; of several words each must be there */
                search?: string | null;
                /** @description order; a minus turns it. Unless told: due_on */
                sort?: ("due_on" | "-due_on" | "-since" | "since") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob;
                    "application/x-ndjson": Blob;
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    stream_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as its Content-Type says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    issue_task_stream_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    summarise_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SummaryView"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["NotPermitted"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    get_tracking_vocabulary: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what you have: 304 without content where it is still so. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["CodeView"][];
                    };
                };
            };
            /** @description it is still as you have it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Malformed"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
}
